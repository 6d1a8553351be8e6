//! Which addresses there are: to tell a wrong method from a wrong address, and to name operations.

use actix_web::http::Method;
use actix_web::http::header::HeaderValue;
use utoipa::openapi::{OpenApi, PathItem};

/// The paths of the document with their methods and operations.
pub struct KnownPaths(Vec<Known>);

struct Known {
    parts: Vec<String>,
    allowed: HeaderValue,
    operations: Vec<(Method, String)>,
}

impl KnownPaths {
    pub fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter();
        let mut all: Vec<Known> = paths
            .map(|(path, item)| Known {
                parts: path.split('/').map(str::to_owned).collect(),
                allowed: allowed(item),
                operations: operations(item),
            })
            .collect();
        // A path in words comes before a pattern that it fits as well.
        all.sort_by_key(|known| known.parts.iter().filter(|part| part.starts_with('{')).count());
        Self(all)
    }

    fn find(&self, path: &str) -> Option<&Known> {
        let fits = |known: &&Known| {
            let mut parts = path.split('/');
            known.parts.iter().all(|known| {
                parts
                    .next()
                    .is_some_and(|part| known.starts_with('{') || known == part)
            }) && parts.next().is_none()
        };
        self.0.iter().find(fits)
    }

    /// The value of `Allow` for a path that exists.
    pub fn methods(&self, path: &str) -> Option<HeaderValue> {
        self.find(path).map(|known| known.allowed.clone())
    }

    /// The operation that a request asks for.
    pub fn operation(&self, path: &str, method: &Method) -> Option<&str> {
        let operations = &self.find(path)?.operations;
        operations
            .iter()
            .find(|(known, _)| known == method)
            .map(|(_, operation)| operation.as_str())
    }
}

fn operations(item: &PathItem) -> Vec<(Method, String)> {
    [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?.operation_id.clone()?)))
    .collect()
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
