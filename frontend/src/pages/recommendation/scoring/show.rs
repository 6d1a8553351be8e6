//! Scoring one list: which entry, how far one is.

use domain::id::ListId;
use domain::recommendation::score::{ScoreCard, ScoreLine};
use leptos::prelude::*;

use super::form::ScoreForm;
use crate::api::recommendation as calls;
use crate::i18n::{recommendation as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, Crumb, EmptyState, Icon, IconName, Progress};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn ScoringPage() -> impl IntoView {
    page::title(t(words::SCORING));
    let id = page::id_in_path::<ListId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Breadcrumb above=vec![Crumb::new("/scorings", t(words::SCORINGS))] here=t(words::SCORING).to_owned()/>
                        <h1 class="page-title">{t(words::SCORING)}</h1>
                        <Loaded lines=8 fetch=move || calls::score_card(id) draw=move |card| view! { <Scoring id card/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Scoring(id: ListId, card: ScoreCard) -> impl IntoView {
    if card.lines.is_empty() {
        return view! { <EmptyState title=t(words::NO_SCORES) icon=IconName::Sliders/> }.into_any();
    }
    let weights = StoredValue::new(card.weights);
    let lines = RwSignal::new(card.lines);
    let count = lines.with_untracked(Vec::len);
    let open = |line: &ScoreLine| line.own.is_none();
    // Where one left off.
    let at = RwSignal::new(lines.with_untracked(|all| all.iter().position(open)).unwrap_or(0));
    let dirty = RwSignal::new(false);
    ask_before_leaving(dirty.into());
    let scored = Memo::new(move |_| lines.with(|all| all.iter().filter(|line| line.own.is_some()).count()));
    let percent = Signal::derive(move || u8::try_from(scored.get() * 100 / count.max(1)).ok());
    let saved = Callback::new(move |line: ScoreLine| {
        lines.update(|all| {
            if let Some(known) = all.iter_mut().find(|known| known.entry_id == line.entry_id) {
                *known = line;
            }
        });
        dirty.set(false);
        let now = at.get_untracked();
        // The next that is open, after this one or from the beginning; at the end one stays.
        let next = lines.with_untracked(|all| {
            let after = all.iter().enumerate().skip(now + 1).find(|(_, line)| open(line));
            after
                .or_else(|| all.iter().enumerate().find(|(_, line)| open(line)))
                .map(|(n, _)| n)
        });
        if let Some(next) = next {
            at.set(next);
        }
    });
    let go = move |to: usize| {
        let leave = !dirty.get_untracked()
            || window()
                .confirm_with_message(t(crate::i18n::settings::LEAVE))
                .unwrap_or(true);
        if leave {
            dirty.set(false);
            at.set(to);
        }
    };
    let shown = move || {
        let line = lines.with_untracked(|all| all.get(at.get()).cloned());
        line.map(|line| view! { <ScoreForm id line weights dirty saved/> })
    };
    let done = move || scored.get() == count;
    view! {
        <Progress label=t(words::SCORING_PROGRESS) value=percent/>
        <p class="scoring-count" role="status">
            {move || tf(words::SCORED_OF, &[&scored.get().to_string(), &count.to_string()])}
            {move || done().then(|| view! { <span class="scoring-done"><Icon name=IconName::Check/>{t(words::ALL_SCORED)}</span> })}
        </p>
        <nav class="scoring-nav" aria-label=t(words::ENTRIES)>
            <Button kind=ButtonKind::Quiet icon=IconName::ArrowLeft disabled=Signal::derive(move || at.get() == 0) on_press=move || go(at.get_untracked() - 1)>{t(words::PREVIOUS)}</Button>
            <span>{move || tf(words::ENTRY_OF, &[&(at.get() + 1).to_string(), &count.to_string()])}</span>
            <Button kind=ButtonKind::Quiet icon=IconName::ArrowRight disabled=Signal::derive(move || at.get() + 1 == count) on_press=move || go(at.get_untracked() + 1)>{t(words::NEXT)}</Button>
        </nav>
        {move || shown()}
    }
    .into_any()
}
