use domain::id::OrganizationId;
use domain::organization::{Certification, OrganizationItem};
use domain::page::{Limit, Page};
use domain::region::RegionCode;
use persistence::organization::{self as store, OrganizationFilter};
use persistence::reference;
use persistence::search::tokens_for;
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::{clean, cursor};

/// What a list of organisations is cut by.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Part of a name, initials of its pinyin, or the beginning of its code.
    pub q: Option<String>,
    pub region: Option<RegionCode>,
    pub kind: Option<String>,
    /// Kinds that belong to this review line (条线).
    pub line: Option<String>,
    pub status: Option<Certification>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// Words of a query that are looked up.
const WORDS: usize = 12;

/// What a list is cut by, as it is written down when somebody takes it away.
#[derive(Debug, Serialize)]
pub(crate) struct Cut {
    q: Option<String>,
    region: Option<RegionCode>,
    kind: Option<String>,
    line: Option<String>,
    status: Option<Certification>,
}

impl ListQuery {
    pub(crate) fn cut(&self) -> Cut {
        Cut {
            q: self.q.clone(),
            region: self.region.clone(),
            kind: self.kind.clone(),
            line: self.line.clone(),
            status: self.status,
        }
    }
}

/// Organisations by name. With words, certified ones stand first on each page.
pub async fn list(app: &App, query: ListQuery) -> AppResult<Page<OrganizationItem>> {
    let limit = query.limit.get();
    page(app, query, limit).await
}

/// The same in pages of any length.
pub(crate) async fn page(app: &App, query: ListQuery, limit: usize) -> AppResult<Page<OrganizationItem>> {
    let after: Option<(String, OrganizationId)> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let words = domain::text::half_width(&clean::text(query.q.as_deref().unwrap_or_default()));
    let mut tokens = tokens_for(&words);
    tokens.truncate(WORDS);
    let searching = !tokens.is_empty();
    let mut filter = OrganizationFilter {
        tokens,
        region: query.region,
        kinds: query.kind.map(|kind| vec![kind]),
        certification: query.status,
        after,
    };
    let mut found = app
        .db()
        .read(move |conn| {
            if let Some(line) = query.line {
                let all = reference::all_dictionaries(conn)?.organization_kinds.into_iter();
                let of_line = all.filter(|kind| kind.line.as_deref() == Some(line.as_str()));
                let mut kinds: Vec<String> = of_line.map(|kind| kind.code).collect();
                if let Some(asked) = &filter.kinds {
                    kinds.retain(|kind| asked.contains(kind));
                }
                filter.kinds = Some(kinds);
            }
            Ok::<_, AppError>(store::list(conn, &filter, limit + 1)?)
        })
        .await?;
    let next = cursor::cut(&mut found, limit, |last| (last.full_name.clone(), last.id))?;
    if searching {
        found.sort_by_key(|o| o.certification != Certification::Certified);
    }
    Ok(Page {
        items: found,
        next,
        total: None,
    })
}
