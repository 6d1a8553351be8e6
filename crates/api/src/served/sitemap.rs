//! For search engines: what they may read, and where it is (robots.txt by RFC 9309, sitemaps.org).

use std::fmt::{Display, Write as _};

use actix_web::http::header::CACHE_CONTROL;
use actix_web::middleware::Compress;
use actix_web::{HttpResponse, web};
use app::public::sitemap::Part;
use app::{App, public, resource, route, venue};
use domain::problem::Code;
use domain::region::RegionCode;
use domain::time::Instant;

use crate::problem::ApiError;
use crate::server::PublicUrl;

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/robots.txt", web::get().to(robots))
        .route("/sitemap.xml", web::get().to(index))
        .service(
            web::scope("/sitemaps")
                .wrap(Compress::default())
                .route("/resources.xml", web::get().to(resources))
                .route("/venues/{province}.xml", web::get().to(venues))
                .route("/routes.xml", web::get().to(guides))
                .route("/{edition}/{name}.xml", web::get().to(part)),
        );
}

const CACHED: &str = "public, max-age=3600";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Pages that are about whoever is signed in.
const CLOSED: [&str; 8] = [
    "/my/",
    "/review",
    "/account",
    "/home",
    "/admin",
    "/security",
    "/audit-log",
    "/api/v1/",
];

async fn robots(site: web::Data<PublicUrl>) -> HttpResponse {
    let mut text = "User-agent: *\nAllow: /api/v1/public/feeds/\n".to_owned();
    for path in CLOSED {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = writeln!(text, "Sitemap: {}/sitemap.xml", site.0);
    answer("text/plain; charset=utf-8", text)
}

async fn index(app: web::Data<App>, site: web::Data<PublicUrl>) -> Result<HttpResponse, ApiError> {
    let mut text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{SCHEMA}\">\n");
    for part in public::sitemap::parts(&app).await? {
        let _ = writeln!(
            text,
            "<sitemap><loc>{}/sitemaps/{}/{}.xml</loc></sitemap>",
            site.0,
            part.edition,
            name(&part)
        );
    }
    let venues = venue::sitemap_parts(&app).await?;
    let venues = venues.iter().map(|province| format!("venues/{province}"));
    let single = ["routes", "resources"].map(str::to_owned);
    for name in venues.chain(single) {
        let _ = writeln!(
            text,
            "<sitemap><loc>{}/sitemaps/{name}.xml</loc></sitemap>",
            site.0
        );
    }
    text.push_str("</sitemapindex>\n");
    Ok(answer("application/xml; charset=utf-8", text))
}

async fn part(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (edition, name) = path.into_inner();
    let part = named(edition, &name).ok_or(Code::NotFound)?;
    let found = public::sitemap::part(&app, part).await?;
    if found.is_empty() {
        return Err(Code::NotFound.into());
    }
    Ok(pages(&site, "activities", found))
}

/// How the file of a part is called: `330000`, the second of the province `330000-2`.
fn name(part: &Part) -> String {
    match part.number {
        1 => part.province.to_string(),
        number => format!("{}-{number}", part.province),
    }
}

fn named(edition: String, name: &str) -> Option<Part> {
    let (province, number) = match name.split_once('-') {
        Some((province, number)) => (province, number.parse().ok().filter(|number| *number > 1)?),
        None => (name, 1),
    };
    Some(Part {
        edition,
        province: province.parse().ok()?,
        number,
    })
}

async fn venues(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let province: RegionCode = path.parse().map_err(|_| Code::NotFound)?;
    let found = venue::sitemap(&app, province).await?;
    if found.is_empty() {
        return Err(Code::NotFound.into());
    }
    Ok(pages(&site, "venues", found))
}

/// Every public resource.
async fn resources(app: web::Data<App>, site: web::Data<PublicUrl>) -> Result<HttpResponse, ApiError> {
    Ok(pages(&site, "resources", resource::all_shown(&app).await?))
}

async fn guides(app: web::Data<App>, site: web::Data<PublicUrl>) -> Result<HttpResponse, ApiError> {
    Ok(pages(&site, "routes", route::sitemap(&app).await?))
}

/// The addresses below a part of the site, and when each page was last changed.
fn pages(site: &PublicUrl, below: &str, found: Vec<(impl Display, Instant)>) -> HttpResponse {
    let mut text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{SCHEMA}\">\n");
    for (id, changed) in found {
        let day = changed.shanghai_date();
        let _ = writeln!(
            text,
            "<url><loc>{}/{below}/{id}</loc><lastmod>{day}</lastmod></url>",
            site.0
        );
    }
    text.push_str("</urlset>\n");
    answer("application/xml; charset=utf-8", text)
}

fn answer(content_type: &'static str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((CACHE_CONTROL, CACHED))
        .body(text)
}
