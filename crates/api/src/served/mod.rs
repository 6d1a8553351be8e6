//! What search engines, previews of links and people on slow lines see of a public page before the application runs: its
//! title, its description, its facts, and its content, with the classes of the application's own first view: nothing
//! moves when the application takes its place.

mod activity;
pub(crate) mod embed;
mod list;
mod resource;
pub(crate) mod sitemap;
mod venue;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use app::{App, AppError};
use domain::problem::Code;
use maud::{Markup, html};
use serde_json::Value;

pub(crate) use activity::when;

use crate::server::PublicUrl;

/// The name of the site, behind each title.
const SITE: &str = "科普活动平台";

/// A page as it is served.
pub struct Served {
    status: StatusCode,
    title: String,
    description: String,
    /// The one address of this page.
    canonical: String,
    image: Option<String>,
    /// Facts for machines (schema.org, JSON-LD).
    facts: Option<Value>,
    body: Markup,
}

impl Served {
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What stands in the head.
    pub fn head(&self) -> String {
        let title = match self.title.as_str() {
            "" => SITE.to_owned(),
            title => format!("{title} · {SITE}"),
        };
        let missing = self.status == StatusCode::NOT_FOUND;
        let facts = self.facts.as_ref().map(|facts| {
            // Within an element of scripts nothing may look like its end.
            let text = facts.to_string().replace('<', "\\u003c");
            html! { script type="application/ld+json" { (maud::PreEscaped(text)) } }
        });
        let head = html! {
            title { (title) }
            meta name="description" content=(self.description);
            @if missing {
                meta name="robots" content="noindex";
            } @else {
                link rel="canonical" href=(self.canonical);
                meta property="og:type" content="website";
                meta property="og:site_name" content=(SITE);
                meta property="og:title" content=(title);
                meta property="og:description" content=(self.description);
                meta property="og:url" content=(self.canonical);
                @if let Some(image) = &self.image { meta property="og:image" content=(image); }
            }
            @if let Some(facts) = facts { (facts) }
        };
        head.into_string()
    }

    pub fn body(&self) -> String {
        let body = html! {
            div class="served" {
                div class="header" {
                    div class="header-row wrap" {
                        a class="brand" href="/" {
                            img class="brand-mark" src="/favicon.svg" alt="" width="32" height="32";
                            span class="brand-name" { (SITE) }
                        }
                    }
                }
                (self.body)
            }
        };
        body.into_string()
    }
}

/// The public page that a request asks for; `None` where it is none, or cannot be read at the moment: the application says
/// what is wrong better than a failed page.
pub async fn page(app: &App, site: &PublicUrl, request: &HttpRequest) -> Option<Served> {
    let segments: Vec<_> = request.path().trim_matches('/').split('/').collect();
    let made = match segments[..] {
        [""] => list::home(app, &site.0).await,
        ["activities"] => list::found(app, &site.0, request.query_string()).await,
        ["activities", id] => activity::show(app, &site.0, id).await,
        ["resources"] => resource::found(app, &site.0, request.query_string()).await,
        ["resources", id] => resource::show(app, &site.0, id).await,
        ["venues"] => venue::venues(app, &site.0, request.query_string()).await,
        ["venues", id] => venue::show_venue(app, &site.0, id).await,
        ["routes"] => venue::routes(app, &site.0, request.query_string()).await,
        ["routes", id] => venue::show_route(app, &site.0, id).await,
        _ => return None,
    };
    match made {
        Ok(served) => Some(served),
        Err(error) if error.code() == Code::NotFound => Some(not_found(&site.0, request.path())),
        Err(error) => {
            tracing::debug!(%error, path = request.path(), "a page is served without its text");
            None
        }
    }
}

fn not_found(site: &str, path: &str) -> Served {
    Served {
        status: StatusCode::NOT_FOUND,
        title: "没有找到这个页面".to_owned(),
        description: "页面不存在，或者内容已经下架。".to_owned(),
        canonical: format!("{site}{path}"),
        image: None,
        facts: None,
        body: headed(
            "没有找到这个页面",
            html! { p { a href="/activities" { "查看全部活动" } } },
        ),
    }
}

/// A page with its title above its content.
fn headed(title: &str, content: Markup) -> Markup {
    html! {
        div class="wrap page" {
            div class="page-head" { h1 class="page-title" { (title) } }
            (content)
        }
    }
}

/// A page about one thing: the way to it, its name with `badges` above and what is said of it; `side` stands beside it where there is room.
fn detailed(above: (&str, &str), title: &str, badges: &[&str], side: Markup, main: Markup) -> Markup {
    let (href, list) = above;
    html! {
        div class="wrap page" {
            div class="breadcrumb" {
                ol {
                    li { a href="/" { "首页" } (then()) }
                    li { a href=(href) { (list) } (then()) }
                    li { (title) }
                }
            }
            article class="detail" {
                div class="detail-head" {
                    div class="activity-badges" {
                        @for badge in badges { span class="badge" { (badge) } }
                    }
                    h1 class="page-title" { (title) }
                }
                div class="detail-side" { (side) }
                div class="detail-main" { (main) }
            }
        }
    }
}

/// Between the steps of a way.
fn then() -> Markup {
    html! { svg class="icon" viewBox="0 0 24 24" aria-hidden="true" { path d="M9.500 6l6 6-6 6" {} } }
}

/// The picture of a page about one thing, in the size that the application gives it.
fn poster(address: &str, alt: &str) -> Markup {
    html! { img class="detail-poster" src=(address) alt=(alt) width="600" height="350" fetchpriority="high"; }
}

/// JSON that this server wrote itself.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(AppError::internal)
}
