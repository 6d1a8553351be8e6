//! A search as the address of the list, so that it can be kept, shared and gone back to.

use domain::activity::content::Mode;
use leptos_router::params::ParamsMap;

use crate::api::public::Search;

pub fn read(params: &ParamsMap) -> Search {
    let text = |name| params.get(name).unwrap_or_default();
    Search {
        edition: text("edition"),
        q: text("q"),
        region: text("region"),
        category: text("category"),
        audience: text("audience"),
        field: text("field"),
        mode: Mode::parse(&text("mode")),
        bookable: text("bookable") == "true",
        from: text("from"),
        to: text("to"),
        near: text("near"),
        travel: text("travel"),
        sort: text("sort"),
        view: text("view"),
        kind: text("venue_type"),
        access: text("accessibility"),
        open: text("open_now"),
    }
}

pub fn write(search: &Search) -> String {
    write_at("/activities", search)
}

/// The same for another list: `/venues`.
pub fn write_at(list: &str, search: &Search) -> String {
    let mut params = ParamsMap::new();
    let fields = [
        ("edition", search.edition.as_str()),
        ("q", search.q.trim()),
        ("region", search.region.as_str()),
        ("category", search.category.as_str()),
        ("audience", search.audience.as_str()),
        ("field", search.field.as_str()),
        ("mode", search.mode.map(Mode::as_str).unwrap_or_default()),
        ("bookable", if search.bookable { "true" } else { "" }),
        ("from", search.from.as_str()),
        ("to", search.to.as_str()),
        ("near", search.near.as_str()),
        ("travel", search.travel.as_str()),
        ("sort", search.sort.as_str()),
        ("view", search.view.as_str()),
        ("venue_type", search.kind.as_str()),
        ("accessibility", search.access.as_str()),
        ("open_now", search.open.as_str()),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            params.insert(name, value.to_owned());
        }
    }
    format!("{list}{}", params.to_query_string())
}
