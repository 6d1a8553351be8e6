//! The way there, in the map that a person has.

use domain::place::Position;
use leptos::prelude::*;

use crate::i18n::{public, t};
use crate::ui::{ButtonKind, ButtonLink, IconName};

/// An address that opens this device's map at a place: by its position where that is known, else by its name. No map is
/// drawn here: public maps need an approval of their own.
fn address(place: &str, position: Option<Position>) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let name = encoded(place);
    let agent = window().navigator().user_agent().unwrap_or_default();
    let at = position.map(|at| (at.latitude.get(), at.longitude.get()));
    if agent.contains("iPhone") || agent.contains("iPad") {
        return match at {
            Some((north, east)) => format!("https://maps.apple.com/?ll={north},{east}&q={name}"),
            None => format!("https://maps.apple.com/?q={name}"),
        };
    }
    if agent.contains("Android") {
        return match at {
            Some((north, east)) => format!("geo:{north},{east}?q={north},{east}({name})"),
            None => format!("geo:0,0?q={name}"),
        };
    }
    match at {
        Some((north, east)) => {
            format!(
                "https://uri.amap.com/marker?position={east},{north}&name={name}&coordinate=wgs84&callnative=1"
            )
        }
        None => format!("https://uri.amap.com/search?keyword={name}&callnative=1"),
    }
}

#[component]
pub fn MapLink(
    /// Region and address.
    place: String,
    position: Option<Position>,
) -> impl IntoView {
    view! {
        <ButtonLink href=address(&place, position) external=true kind=ButtonKind::Secondary icon=IconName::Place>{t(public::OPEN_MAP)}</ButtonLink>
    }
}
