//! A search as the address of the list, so that it can be kept, shared and gone back to.

use domain::activity::content::Mode;
use leptos_router::params::ParamsMap;

use crate::api::public::Search;

pub fn read(params: &ParamsMap) -> Search {
    let text = |name| params.get(name).unwrap_or_default();
    Search {
        q: text("q"),
        region: text("region"),
        category: text("category"),
        mode: Mode::parse(&text("mode")),
        from: text("from"),
        to: text("to"),
        sort: text("sort"),
    }
}

pub fn write(search: &Search) -> String {
    let mut params = ParamsMap::new();
    let fields = [
        ("q", search.q.trim()),
        ("region", search.region.as_str()),
        ("category", search.category.as_str()),
        ("mode", search.mode.map(Mode::as_str).unwrap_or_default()),
        ("from", search.from.as_str()),
        ("to", search.to.as_str()),
        ("sort", search.sort.as_str()),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            params.insert(name, value.to_owned());
        }
    }
    format!("/activities{}", params.to_query_string())
}
