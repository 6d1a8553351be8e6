//! Organisations that may be the same as the open one, each beside it.

use domain::id::OrganizationId;
use domain::organization::OrganizationAction;
use domain::organization::likeness::{LookalikePair, OrganizationLikeness};
use leptos::prelude::*;

use super::compare::Compare;
use super::opened::use_opened;
use crate::api::organization as calls;
use crate::i18n::{organization_desk as words, t, tf};
use crate::load::Loaded;
use crate::ui::{Badge, Card, Icon, IconName, Tone};

/// Badges that say why two look alike.
pub fn why(pair: &LookalikePair) -> AnyView {
    let likeness: Vec<_> = pair
        .likeness
        .iter()
        .map(|likeness| {
            let text = match likeness {
                OrganizationLikeness::Name => words::LIKE_NAME,
                OrganizationLikeness::Uscc => words::LIKE_USCC,
            };
            view! { <Badge tone=Tone::Warning>{t(text)}</Badge> }
        })
        .collect();
    let similarity = tf(words::SIMILARITY, &[&pair.name_similarity.to_string()]);
    view! { {likeness}<span class="row-note">{similarity}</span> }.into_any()
}

/// For the officials in charge.
#[component]
pub fn Lookalikes() -> impl IntoView {
    let opened = use_opened();
    // Members may edit, too, but only those in charge are told.
    let charge = Memo::new(move |_| opened.can(OrganizationAction::Merge));
    // A merge makes a new version, and takes one off the list.
    let id = Memo::new(move |_| opened.o.with(|o| (o.id, o.version)));
    move || {
        charge.get().then(|| {
            view! {
                <Card title=t(words::LOOKALIKES)>
                    <Loaded lines=2 fetch=move || calls::lookalikes(id.get().0) draw=move |page| {
                        shown(page.items, id.get_untracked().0)
                    }/>
                </Card>
            }
        })
    }
}

fn shown(mut pairs: Vec<LookalikePair>, own: OrganizationId) -> AnyView {
    if pairs.is_empty() {
        return view! {
            <p class="lookalikes-none"><Icon name=IconName::Check/>{t(words::LOOKALIKES_NONE)}</p>
        }
        .into_any();
    }
    // The most alike is compared at once; a long list would push the rest out of sight.
    if let Some(most) = (0..pairs.len()).max_by_key(|n| pairs[*n].name_similarity) {
        pairs.swap(0, most);
    }
    let more = pairs.split_off(1);
    let one = move |pair: LookalikePair| {
        let other = if pair.one.id == own {
            pair.other.id
        } else {
            pair.one.id
        };
        view! { <li class="lookalike"><div class="badges">{why(&pair)}</div><Compare one=own other/></li> }
    };
    let count = more.len();
    view! {
        <ul class="lookalikes">{pairs.into_iter().map(one).collect_view()}</ul>
        {(count > 0).then(|| view! {
            <details>
                <summary>{tf(words::LOOKALIKES_MORE, &[&count.to_string()])}</summary>
                <ul class="lookalikes">{more.into_iter().map(one).collect_view()}</ul>
            </details>
        })}
    }
    .into_any()
}
