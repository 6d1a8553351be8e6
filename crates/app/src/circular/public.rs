use domain::circular::{CircularStatus, PublicCircular, PublicCircularItem};
use domain::id::CircularId;
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::region::RegionCode;
use persistence::circular::{self as store, CircularRecord};
use persistence::{Conn, reference};

use super::view;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// What everybody may read, latest first.
pub async fn public_list(
    app: &App,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<PublicCircularItem>> {
    let after: Option<CircularId> = cursor.map(cursor::read).transpose()?;
    let limit = limit.get();
    app.db()
        .read(move |conn| {
            let mut found = store::public(conn, after, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |c| c.id)?;
            Ok(Page {
                items: items(conn, found)?,
                next,
                total: None,
            })
        })
        .await
}

/// A circular that is public; what is not, or was withdrawn, does not exist.
pub async fn public_show(app: &App, id: CircularId) -> AppResult<PublicCircular> {
    app.db()
        .read(move |conn| {
            let c = store::find(conn, id)?;
            if !c.public || c.status != CircularStatus::Published {
                return Err(Code::NotFound.into());
            }
            let files = view::files_with(conn, id, &[], &c.content.attachment_ids)?;
            let attachments = view::named(&c.content.attachment_ids, &files);
            let (body_html, note) = (c.content.body_html.clone(), c.note.clone());
            let revision = u32::try_from(c.revision).unwrap_or(0);
            let item = items(conn, vec![c])?.pop().ok_or(Code::NotFound)?;
            Ok(PublicCircular {
                item,
                body_html,
                attachments,
                revision,
                revision_note: note,
            })
        })
        .await
}

fn items(conn: &mut Conn, found: Vec<CircularRecord>) -> AppResult<Vec<PublicCircularItem>> {
    let codes: Vec<RegionCode> = found.iter().map(|c| c.region_code.clone()).collect();
    let names = reference::region_names(conn, &codes)?;
    let all = found.into_iter().map(|c| PublicCircularItem {
        id: c.id,
        title: c.content.title,
        document_number: c.content.document_number,
        office: c.content.office,
        region_name: names.get(&c.region_code).cloned().unwrap_or_default(),
        published_at: c.published_at.unwrap_or(c.updated_at),
    });
    Ok(all.collect())
}
