//! One activity in a list.

use domain::public::PublicActivityCard;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::media;
use crate::format;
use crate::i18n::{names, public, t};
use crate::ui::{Badge, Icon, IconName, Tone};

/// The whole card leads to the activity; its link is the title.
#[component]
pub fn ActivityCard(
    card: PublicActivityCard,
    /// Level of the heading below the page's own.
    #[prop(default = false)]
    below_section: bool,
) -> impl IntoView {
    let href = format!("/activities/{}", card.id);
    let place = match card.address {
        Some(address) => format!("{} {address}", card.region_name),
        None => card.region_name,
    };
    let link = view! { <A href=href>{card.title}</A> };
    let title = if below_section {
        view! { <h3 class="activity-title">{link}</h3> }.into_any()
    } else {
        view! { <h2 class="activity-title">{link}</h2> }.into_any()
    };
    view! {
        <article class="activity">
            <div class="activity-picture">
                {match card.poster_id {
                    Some(id) => view! { <img src=media::content(id, "thumb") alt="" loading="lazy" decoding="async"/> }.into_any(),
                    None => view! { <span class="activity-no-picture"><Icon name=IconName::Calendar/></span> }.into_any(),
                }}
            </div>
            <div class="activity-text">
                <div class="activity-badges">
                    <Badge tone=Tone::Accent>{names::mode(card.mode)}</Badge>
                    {card.bookable.then(|| view! { <Badge tone=Tone::Good>{t(public::BOOKABLE)}</Badge> })}
                </div>
                {title}
                <ul class="activity-facts">
                    <li><Icon name=IconName::Calendar/><time datetime=format::machine(card.starts_at)>{format::span(card.starts_at, card.ends_at)}</time></li>
                    <li><Icon name=IconName::Place/><span>{place}</span></li>
                    <li><Icon name=IconName::Building/><span>{card.organization_name}</span></li>
                </ul>
            </div>
        </article>
    }
}
