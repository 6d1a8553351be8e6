//! One activity in a list.

use domain::place::{Position, Travel};
use domain::public::{PublicActivityCard, highlight};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::media;
use crate::format;
use crate::i18n::{names, public, t, tf};
use crate::ui::{Badge, Icon, IconName, Tone};

/// The whole card leads to the activity; its link is the title.
#[component]
pub fn ActivityCard(
    card: PublicActivityCard,
    /// Level of the heading below the page's own.
    #[prop(default = false)]
    below_section: bool,
    /// What was searched for.
    #[prop(optional)]
    words: String,
    /// From where somebody would come, and how.
    #[prop(default = None)]
    from: Option<(Position, Travel)>,
) -> impl IntoView {
    let href = format!("/activities/{}", card.id);
    let place = place(&card);
    let far = from
        .zip(card.position)
        .map(|((here, way), there)| far(here.metres_to(there), way));
    let marked = |text: String| {
        let pieces = highlight(&text, &words).into_iter().map(|(hit, piece)| {
            let piece = piece.to_owned();
            if hit {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        });
        pieces.collect_view()
    };
    let title_text = marked(card.title);
    let link = view! { <A href=href>{title_text}</A> };
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
                    <li><Icon name=IconName::Place/><span>{marked(place)}</span></li>
                    {far.map(|far| view! { <li><Icon name=IconName::Clock/><span>{far}</span></li> })}
                    <li><Icon name=IconName::Building/><span>{marked(card.organization_name)}</span></li>
                </ul>
            </div>
        </article>
    }
}

/// Where it takes place; the region where no address is given.
pub(super) fn place(card: &PublicActivityCard) -> String {
    match &card.address {
        Some(address) => format!("{} {address}", card.region_name),
        None => card.region_name.clone(),
    }
}

/// `约 1.2 千米，步行约 21 分钟`
pub(super) fn far(metres: f64, way: Travel) -> String {
    let kilometres = format!("{:.1}", metres / 1_000.0);
    let text = match way {
        Travel::Walk => public::FAR_BY_FOOT,
        Travel::Bicycle => public::FAR_BY_BICYCLE,
        Travel::Transit => public::FAR_BY_TRANSIT,
        Travel::Car => public::FAR_BY_CAR,
    };
    tf(text, &[&kilometres, &way.minutes(metres).to_string()])
}
