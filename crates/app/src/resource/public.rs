//! What everyone sees of the library.

use domain::id::ResourceId;
use domain::media::MediaStatus;
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::region::RegionCode;
use domain::resource::{
    Licence, PublicResource, PublicResourceCard, PublicResourceFacts, ResourceFile, ResourceKind,
};
use domain::time::Instant;
use persistence::media;
use persistence::resource::{self as store, NamedResource, Place, PublicFilter, Sort, UsedIn};
use persistence::search::{Token, tokens_for};

use super::tokens;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::{clean, cursor, link};

/// Words of a query that are looked up.
const WORDS: usize = 12;
/// Uses that everyone sees.
const REUSES: i64 = 10;
/// Addresses in one file at the most (sitemaps.org).
const ADDRESSES: usize = 50_000;

/// What the library's list is cut by.
#[derive(Debug, Clone, Default)]
pub struct PublicQuery {
    pub kind: Option<ResourceKind>,
    pub q: Option<String>,
    pub region: Option<RegionCode>,
    pub audience: Option<String>,
    pub field: Option<String>,
    pub licence: Option<Licence>,
    pub recommended: bool,
    pub sort: Sort,
    pub limit: Limit,
    pub cursor: Option<String>,
}

impl PublicQuery {
    fn tokens(&self) -> Vec<Token> {
        let text = self.q.as_deref().map(clean::text).unwrap_or_default();
        let mut all = tokens_for(&text);
        all.truncate(WORDS);
        all.extend(self.kind.map(tokens::kind));
        all.extend(self.licence.map(tokens::licence));
        all.extend(self.audience.as_deref().map(tokens::audience));
        all.extend(self.field.as_deref().map(tokens::field));
        let region = self.region.as_ref().filter(|region| !region.is_country());
        all.extend(region.map(|region| tokens::region(&region.county())));
        all
    }
}

/// Public resources.
pub async fn list(app: &App, query: PublicQuery) -> AppResult<Page<PublicResourceCard>> {
    let after: Option<Place> = query.cursor.as_deref().map(cursor::read).transpose()?;
    if after.is_some_and(|place| place.sort() != query.sort) {
        return Err(Code::InvalidCursor.into());
    }
    let (limit, sort) = (query.limit.get(), query.sort);
    let filter = PublicFilter {
        tokens: query.tokens(),
        recommended: query.recommended,
        sort,
        after,
    };
    let mut found = app
        .db()
        .read(move |conn| store::public(conn, &filter, limit + 1))
        .await?;
    let next = cursor::cut(&mut found, limit, |last| Place::of(sort, last))?;
    Ok(Page {
        next,
        items: found.into_iter().map(card).collect::<AppResult<_>>()?,
        total: None,
    })
}

fn card(named: NamedResource) -> AppResult<PublicResourceCard> {
    let r = named.record;
    let facts = PublicResourceFacts {
        id: r.id,
        status: r.status,
        organization_name: named.organization_name,
        region_code: r.region_code,
        region_name: named.region_name,
        batch: r.batch,
        cover_id: r.cover_id,
        counts: r.counts,
        published_at: r.published_at.unwrap_or(r.updated_at),
    };
    PublicResourceCard::of(&r.content, facts)
        .ok_or_else(|| AppError::internal(format!("resource {} was published incomplete", r.id)))
}

/// One public resource.
pub async fn show(app: &App, id: ResourceId) -> AppResult<PublicResource> {
    app.db()
        .read(move |conn| {
            let named = store::find_named(conn, id)?;
            if !named.record.shown {
                return Err(Code::NotFound.into());
            }
            let c = named.record.content.clone();
            let activity_id = named.record.activity_id;
            let link: Vec<String> = c.link().map(str::to_owned).into_iter().collect();
            let mut documents = Vec::new();
            let files = media::find_all(conn, &c.document_ids)?;
            for id in &c.document_ids {
                let file = files.iter().find(|file| file.id == *id);
                documents.extend(
                    file.filter(|f| f.status == MediaStatus::Ready)
                        .map(|file| ResourceFile {
                            id: file.id,
                            file_name: file.file_name.clone(),
                            size: u64::try_from(file.size).unwrap_or(0),
                        }),
                );
            }
            Ok::<_, AppError>(PublicResource {
                link_state: link::states_of(conn, &link)?.into_values().next(),
                reused: store::reuses(conn, id, UsedIn::Public, REUSES)?,
                activity_id,
                activity_title: named.activity_title.clone(),
                description: c.description,
                photo_ids: c.photo_ids,
                video_ids: c.video_ids,
                documents,
                url: c.url,
                card: card(named)?,
            })
        })
        .await
}

/// Every public resource and when it was last changed, for search engines.
pub async fn all_shown(app: &App) -> AppResult<Vec<(ResourceId, Instant)>> {
    Ok(app.db().read(|conn| store::shown_ids(conn, ADDRESSES)).await?)
}
