//! The single-page application: read into memory at start, sent compressed as it was compressed at build time.

use std::collections::HashMap;
use std::path::Path;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use sha2::{Digest, Sha256};

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
}

const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

impl Spa {
    pub fn load(dir: &Path) -> std::io::Result<Self> {
        let mut assets = HashMap::new();
        collect(dir, dir, &mut assets)?;
        if !assets.contains_key("/index.html") {
            return Err(std::io::Error::other(format!(
                "{} holds no index.html: build the application first",
                dir.display()
            )));
        }
        Ok(Self { assets })
    }

    /// The file at `path`, or the application itself, which knows its own paths. `None` for paths that are no page.
    pub fn answer(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let path = request.path();
        let asset = match self.assets.get(path) {
            Some(asset) => asset,
            // A missing script must not be answered with a page.
            None if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => return None,
            None => self.assets.get("/index.html")?,
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
            answer.status(actix_web::http::StatusCode::NOT_MODIFIED);
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

fn collect(root: &Path, dir: &Path, all: &mut HashMap<String, Asset>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default()
            .to_owned();
        if path.is_dir() {
            collect(root, &path, all)?;
        } else if !name.starts_with('.') && !CODINGS.iter().any(|(_, ending)| name.ends_with(ending)) {
            let Ok(relative) = path.strip_prefix(root) else {
                continue;
            };
            let key = format!("/{}", relative.to_string_lossy().replace('\\', "/"));
            all.insert(key, read(&path, &name)?);
        }
    }
    Ok(())
}

fn read(path: &Path, name: &str) -> std::io::Result<Asset> {
    let plain = std::fs::read(path)?;
    let tag = format!("\"{:.32}\"", format!("{:x}", Sha256::digest(&plain)));
    let mut codings = Vec::new();
    for (coding, ending) in CODINGS {
        let packed = path.with_file_name(format!("{name}{ending}"));
        if packed.exists() {
            codings.push((coding, std::fs::read(packed)?.into()));
        }
    }
    codings.push(("identity", plain.into()));
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let text = guess.type_() == "text" || guess.subtype() == "javascript" || guess.subtype() == "json";
    let content_type = if text {
        format!("{}; charset=utf-8", guess.essence_str())
    } else {
        guess.essence_str().to_owned()
    };
    Ok(Asset {
        content_type: HeaderValue::from_str(&content_type)
            .unwrap_or(HeaderValue::from_static("application/octet-stream")),
        codings,
        immutable: is_hashed(name),
        tag,
    })
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
