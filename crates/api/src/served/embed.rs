//! A search as a small page for the frame of another site.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use actix_web::{HttpResponse, web};
use app::{App, public};
use domain::page::{Limit, Page};
use domain::public::PublicActivityCard;
use maud::{DOCTYPE, html};

use super::{read, when};
use crate::extract::Query;
use crate::problem::ApiError;
use crate::routes::public::ListParams;
use crate::server::PublicUrl;

/// Activities that are shown when nothing is said.
const SHOWN: u32 = 10;

/// It may stand in any frame, since it does nothing but lead to this site.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *";

/// Of its own: the other site's style does not reach into a frame.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif; color: #1c2430; background: #fff; }
ul { list-style: none; margin: 0; padding: 0 1rem; }
li { padding: .75rem 0; border-bottom: 1px solid #dfe4ea; }
a { color: #0b5cab; text-decoration: none; font-weight: 600; }
a:hover, a:focus-visible { text-decoration: underline; }
p { margin: 0; color: #55606f; font-size: .875rem; }
.all { padding: .75rem 1rem; }
@media (prefers-color-scheme: dark) {
  body { color: #e6eaf0; background: #12171e; }
  li { border-color: #2d3642; }
  a { color: #7db8f2; }
  p { color: #a9b4c2; }
}";

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/embed/activities", web::get().to(embedded));
}

async fn embedded(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    request: actix_web::HttpRequest,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let mut query = params.into_inner().query()?;
    query.edition.get_or_insert_with(|| "current".to_owned());
    if query.from.is_none() && query.to.is_none() {
        query.from = Some(app.now().shanghai_date());
        query.sort = public::Sort::Soonest;
    }
    if !request.query_string().contains("limit=") {
        query.limit = Limit::new(SHOWN).unwrap_or_default();
    }
    let cards: Page<PublicActivityCard> = read(&public::list(&app, query).await?)?;
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { "科普活动" }
                base target="_blank";
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                @if cards.items.is_empty() { p.all { "暂无近期活动" } }
                ul {
                    @for card in &cards.items {
                        li {
                            a href={ (site.0) "/activities/" (card.id) } rel="noopener" { (card.title) }
                            p { (when(card.starts_at, card.ends_at)) }
                            p { (card.region_name) @if let Some(address) = &card.address { " " (address) } }
                        }
                    }
                }
                p.all { a href={ (site.0) "/activities?" (request.query_string()) } rel="noopener" { "查看全部活动" } }
            }
        }
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .body(page.into_string()))
}
