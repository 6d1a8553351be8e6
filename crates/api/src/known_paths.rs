//! Which addresses there are, to tell a wrong method from a wrong address.

use actix_web::http::header::HeaderValue;
use utoipa::openapi::{OpenApi, PathItem};

/// The paths of the document with their methods.
pub struct KnownPaths(Vec<(Vec<String>, HeaderValue)>);

impl KnownPaths {
    pub fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter();
        Self(
            paths
                .map(|(path, item)| (path.split('/').map(str::to_owned).collect(), allowed(item)))
                .collect(),
        )
    }

    /// The value of `Allow` for a path that exists.
    pub fn methods(&self, path: &str) -> Option<HeaderValue> {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |known: &[String]| {
            known.len() == parts.len()
                && known
                    .iter()
                    .zip(&parts)
                    .all(|(known, part)| known.starts_with('{') || known == part)
        };
        // A path in words comes before a pattern that it fits as well.
        let mut fitting: Vec<_> = self.0.iter().filter(|(known, _)| fits(known)).collect();
        fitting.sort_by_key(|(known, _)| known.iter().filter(|part| part.starts_with('{')).count());
        fitting.first().map(|(_, methods)| methods.clone())
    }
}

fn allowed(item: &PathItem) -> HeaderValue {
    let all = [
        ("GET, HEAD", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    let names: Vec<_> = all
        .iter()
        .filter(|(_, operation)| operation.is_some())
        .map(|(name, _)| *name)
        .collect();
    HeaderValue::from_str(&names.join(", ")).unwrap_or(HeaderValue::from_static(""))
}
