//! The single-page application: read into memory at start, sent compressed as it was compressed at build time.

use std::collections::HashMap;
use std::path::Path;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use domain::site::Application;
use sha2::{Digest, Sha256};

use crate::served::Served;

struct Asset {
    content_type: HeaderValue,
    /// By content coding; the plain file is `identity`.
    codings: Vec<(&'static str, Bytes)>,
    /// Its name changes with its content.
    immutable: bool,
    tag: String,
}

/// All files of the application by their path.
pub struct Spa {
    assets: HashMap<String, Asset>,
    frame: Option<Frame>,
}

/// The portal's page, cut where the text of each public page goes.
struct Frame {
    before: String,
    between: String,
    after: String,
}

impl Frame {
    fn of(page: &Asset) -> Option<Self> {
        let (_, plain) = page.codings.iter().find(|(coding, _)| *coding == "identity")?;
        let text = std::str::from_utf8(plain).ok()?;
        let (before, rest) = text.split_once("<!--head-->")?;
        let (_, rest) = rest.split_once("<!--/head-->")?;
        let (between, rest) = rest.split_once("<!--served-->")?;
        let (_, after) = rest.split_once("<!--/served-->")?;
        Some(Self {
            before: before.to_owned(),
            between: between.to_owned(),
            after: after.to_owned(),
        })
    }
}

#[cfg(feature = "embed-spa")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../dist"]
struct Dist;

const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

impl Spa {
    /// Reads the directory that the application was built into.
    pub fn load(dir: &Path) -> std::io::Result<Self> {
        let mut files = HashMap::new();
        collect(dir, dir, &mut files)?;
        Self::of(files).ok_or_else(|| {
            std::io::Error::other(format!(
                "{} holds no index.html: build the application first",
                dir.display()
            ))
        })
    }

    /// The application inside this executable, if it was built with one.
    pub fn embedded() -> Option<Self> {
        #[cfg(feature = "embed-spa")]
        return Self::of(
            Dist::iter()
                .filter(|path| !path.starts_with('.'))
                .filter_map(|path| Some((format!("/{path}"), Dist::get(&path)?.data.into_owned().into())))
                .collect(),
        );
        #[cfg(not(feature = "embed-spa"))]
        None
    }

    /// Of files by their path; `None` without a first page.
    fn of(mut files: HashMap<String, Bytes>) -> Option<Self> {
        let mut packed = HashMap::new();
        for (coding, ending) in CODINGS {
            let names: Vec<_> = files
                .keys()
                .filter(|name| name.ends_with(ending))
                .cloned()
                .collect();
            for name in names {
                let plain = name[..name.len() - ending.len()].to_owned();
                if let Some(bytes) = files.remove(&name) {
                    packed.entry(plain).or_insert_with(Vec::new).push((coding, bytes));
                }
            }
        }
        let asset = |(path, plain): (String, Bytes)| {
            let codings = packed.remove(&path).unwrap_or_default();
            let asset = Asset::new(&path, plain, codings);
            (path, asset)
        };
        let assets: HashMap<_, _> = files.into_iter().map(asset).collect();
        let frame = assets.get("/index.html").and_then(Frame::of);
        assets
            .contains_key("/index.html")
            .then_some(Self { assets, frame })
    }

    /// The application that shows a page; a build may have but one.
    fn page(&self, path: &str) -> Option<&Asset> {
        let own = self.assets.get(&format!("/{}", Application::of(path).file()));
        own.or_else(|| self.assets.get("/index.html"))
    }

    /// The portal with the text of a public page in it. Nothing is kept by caches without asking.
    pub fn serve(&self, request: &HttpRequest, served: &Served) -> Option<HttpResponse> {
        let frame = self.frame.as_ref()?;
        let text = [
            frame.before.as_str(),
            &served.head(),
            &frame.between,
            &served.body(),
            &frame.after,
        ];
        let text = text.concat();
        let tag = tag(text.as_bytes());
        let known = request.headers().get(IF_NONE_MATCH);
        let unchanged = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
        let mut answer = HttpResponse::build(served.status());
        answer
            .insert_header((CACHE_CONTROL, "no-cache"))
            .insert_header((ETAG, tag));
        if unchanged {
            return Some(answer.status(StatusCode::NOT_MODIFIED).finish());
        }
        Some(answer.content_type("text/html; charset=utf-8").body(text))
    }

    /// The file at `path`, or the application itself, which knows its own paths. `None` for paths that are no page.
    pub fn answer(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let path = request.path();
        let asset = match self.assets.get(path) {
            Some(asset) => asset,
            // A missing script must not be answered with a page.
            None if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => return None,
            None => self.page(path)?,
        };
        let mut answer = HttpResponse::Ok();
        let keep = if asset.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        answer
            .insert_header((CACHE_CONTROL, keep))
            .insert_header((ETAG, asset.tag.as_str()));
        answer.insert_header((VARY, "Accept-Encoding"));
        if request
            .headers()
            .get(IF_NONE_MATCH)
            .is_some_and(|known| known.as_bytes() == asset.tag.as_bytes())
        {
            answer.status(StatusCode::NOT_MODIFIED);
            return Some(answer.finish());
        }
        let accepted = request
            .headers()
            .get(ACCEPT_ENCODING)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let (coding, bytes) = asset.codings.iter().find(|(coding, _)| {
            *coding == "identity"
                || accepted.split(',').any(|one| {
                    let (name, weight) = one.split_once(';').unwrap_or((one, ""));
                    name.trim() == *coding && !matches!(weight.trim(), "q=0" | "q=0.0")
                })
        })?;
        if *coding != "identity" {
            answer.insert_header((CONTENT_ENCODING, *coding));
        }
        Some(
            answer
                .insert_header((CONTENT_TYPE, asset.content_type.clone()))
                .body(bytes.clone()),
        )
    }
}

impl Asset {
    fn new(path: &str, plain: Bytes, mut codings: Vec<(&'static str, Bytes)>) -> Self {
        let tag = tag(&plain);
        codings.push(("identity", plain));
        let guess = mime_guess::from_path(path).first_or_octet_stream();
        let text = guess.type_() == "text" || guess.subtype() == "javascript" || guess.subtype() == "json";
        let content_type = if text {
            format!("{}; charset=utf-8", guess.essence_str())
        } else {
            guess.essence_str().to_owned()
        };
        Self {
            content_type: HeaderValue::from_str(&content_type)
                .unwrap_or(HeaderValue::from_static("application/octet-stream")),
            codings,
            immutable: is_hashed(path.rsplit('/').next().unwrap_or_default()),
            tag,
        }
    }
}

fn tag(bytes: &[u8]) -> String {
    format!("\"{:.32}\"", format!("{:x}", Sha256::digest(bytes)))
}

fn collect(root: &Path, dir: &Path, all: &mut HashMap<String, Bytes>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            collect(root, &path, all)?;
        } else if !hidden && let Ok(relative) = path.strip_prefix(root) {
            let name = format!("/{}", relative.to_string_lossy().replace('\\', "/"));
            all.insert(name, std::fs::read(&path)?.into());
        }
    }
    Ok(())
}

/// Whether a name holds a hash of eight or more hexadecimal digits before its ending: `app-0f3a9c21d4.js`.
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let last = stem.rsplit(['-', '_']).next().unwrap_or_default();
    stem != last && last.len() >= 8 && last.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("app-0f3a9c21d4.js"));
        assert!(is_hashed("app-0f3a9c21d4_bg.wasm") || is_hashed("app_bg-0f3a9c21d4.wasm"));
        for name in ["index.html", "favicon.svg", "style-dark.css", "deadbeef.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
