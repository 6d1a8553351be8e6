//! Pairs of organisations that may be one, each opened into a comparison.

use domain::organization::Organization;
use domain::organization::likeness::LookalikePair;
use leptos::prelude::*;

use super::filters::RegionFilter;
use super::state::use_desk;
use crate::api::organization as calls;
use crate::i18n::{organization_desk as words, review, t, tf};
use crate::listing::{Listed, Listing};
use crate::pages::organization::compare::Compare;
use crate::pages::organization::lookalikes::why;
use crate::pages::organization::status::CertificationBadge;
use crate::ui::{Badge, Button, ButtonKind, EmptyState, Icon, IconName, Tone, next_id};

#[component]
pub fn Doubles() -> impl IntoView {
    let desk = use_desk();
    let listing = Listing::new(move |cursor| {
        let region = desk.region.get();
        async move { calls::doubles(&region, cursor).await }
    });
    let busy = Signal::derive(move || listing.is_busy());
    let count = move || {
        let total = listing.total().filter(|n| *n > 0 && listing.is_loaded())?;
        Some(tf(words::DOUBLES_COUNT, &[&total.to_string()]))
    };
    view! {
        <div class="doubles-head">
            <div class="card-head">
                <p class="doubles-count" role="status">{count}</p>
                <Button kind=ButtonKind::Quiet icon=IconName::Refresh busy on_press=move || listing.reload()>{t(review::REFRESH)}</Button>
            </div>
            <p class="page-note">{t(words::DOUBLES_LEAD)}</p>
            <div class="desk-filters"><RegionFilter/></div>
        </div>
        <Listed
            listing class="doubles" empty=move || view! {
                <EmptyState title=t(words::DOUBLES_EMPTY) text=t(words::DOUBLES_EMPTY_HINT) icon=IconName::Check/>
            }
            draw=move |pair| view! { <Pair pair/> }.into_any()
        />
    }
}

#[component]
fn Pair(pair: LookalikePair) -> impl IntoView {
    let open = RwSignal::new(false);
    let kept = RwSignal::new(None::<String>);
    let id = next_id("pair");
    let controls = id.clone();
    let badges = why(&pair);
    let (one, other) = (pair.one, pair.other);
    let (a, b) = (one.id, other.id);
    let named = tf(words::COMPARE_OF, &[&one.full_name, &other.full_name]);
    let merged = Callback::new(move |now: Organization| {
        kept.set(Some(now.full_name));
        open.set(false);
    });
    let side = |name: String, region: String, stands| {
        view! {
            <div class="pair-side">
                <p class="pair-name">{name}</p>
                <p class="row-note">{region}</p>
                <CertificationBadge of=stands/>
            </div>
        }
    };
    view! {
        <article class="pair">
            <div class="pair-sides">
                {side(one.full_name, one.region_name, one.certification)}
                {side(other.full_name, other.region_name, other.certification)}
            </div>
            <div class="pair-foot">
                <div class="badges">{badges}</div>
                {move || match kept.get() {
                    Some(name) => view! {
                        <Badge tone=Tone::Good>{tf(words::MERGED, &[&name])}</Badge>
                    }.into_any(),
                    None => view! {
                        <button
                            class="button pair-open" type="button" aria-label=named.clone()
                            aria-expanded=move || if open.get() { "true" } else { "false" }
                            aria-controls=controls.clone()
                            on:click=move |_| open.update(|o| *o = !*o)
                        >
                            {t(words::COMPARE)}<Icon name=IconName::ChevronDown/>
                        </button>
                    }.into_any(),
                }}
            </div>
            <div id=id>
                {move || open.get().then(|| view! { <Compare one=a other=b on_merged=merged/> })}
            </div>
        </article>
    }
}
