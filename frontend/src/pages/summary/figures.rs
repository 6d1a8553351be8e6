//! The figures beside the text, and putting one right by hand.

use std::collections::BTreeMap;

use domain::statistics::Figures;
use domain::summary::{FIGURE_MAX, FigureOverride, FigureShare, SummaryFigures, TopActivity, figure_name};
use leptos::prelude::*;

use super::draft::Draft;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{general, summary as words, t, tf};
use crate::ui::{Button, ButtonKind, Dialog, NumberInput, TextArea};

#[component]
pub fn FigureCard(
    #[prop(into)] figures: Signal<SummaryFigures>,
    #[prop(into)] overrides: Signal<BTreeMap<String, FigureOverride>>,
    /// Where figures may be put right.
    #[prop(optional_no_strip)]
    draft: Option<(Draft, FormFaults)>,
) -> impl IntoView {
    let correcting = RwSignal::new(false);
    let which = RwSignal::new(String::new());
    let on_correct = Callback::new(move |name: String| {
        which.set(name);
        correcting.set(true);
    });
    let corrects = draft.is_some();
    view! {
        <section class="card figure-card" aria-labelledby="summary-figures">
            <h2 class="card-title" id="summary-figures">{t(words::FIGURES)}</h2>
            <p class="row-note">{move || figures.with(as_of)}</p>
            <p class="row-note">{t(words::FIGURES_HINT)}</p>
            {move || figures.with(|f| f.total.target.zip(f.total.completion())).map(|(target, percent)| view! {
                <p>{tf(words::COMPLETION, &[&target.to_string(), &percent.to_string()])}</p>
            })}
            <dl class="figure-list">
                {Figures::NAMES.iter().copied().map(|name| view! {
                    <Figure name figures overrides corrects on_correct/>
                }).collect_view()}
            </dl>
            {move || figures.with(|f| view! {
                <Shares title=t(words::CATEGORIES) all=f.categories.clone() of=|f| f.approved unit="项"/>
                <Shares title=t(words::KINDS) all=f.organization_kinds.clone() of=|f| f.approved unit="项"/>
                <Shares title=t(words::MEDIA) all=f.outlets.clone() of=|f| f.media_reports unit="篇"/>
                <Top title=t(words::TOP_ON_SITE) all=f.top_on_site.clone()/>
                <Top title=t(words::TOP_ONLINE) all=f.top_online.clone()/>
            })}
        </section>
        {draft.map(|(draft, faults)| view! { <Correct open=correcting which figures draft faults/> })}
    }
}

fn as_of(f: &SummaryFigures) -> String {
    match f.as_of {
        Some(at) => tf(words::AS_OF, &[&format::moment(at)]),
        None => t(words::AS_OF_NEVER).to_owned(),
    }
}

#[component]
fn Figure(
    name: &'static str,
    figures: Signal<SummaryFigures>,
    overrides: Signal<BTreeMap<String, FigureOverride>>,
    corrects: bool,
    on_correct: Callback<String>,
) -> impl IntoView {
    let (title, unit) = figure_name(name);
    let counted = move || figures.with(|f| f.total.figures.named(name)).unwrap_or_default();
    let by_hand = Memo::new(move |_| overrides.with(|all| all.get(name).cloned()));
    let label = tf(words::CORRECT_OF, &[title]);
    view! {
        <div class="figure-line">
            <dt>{title}</dt>
            <dd>
                <span class:figure-replaced=move || by_hand.get().is_some()>{move || counted().to_string()}" "{unit}</span>
                {move || by_hand.get().map(|by_hand| view! {
                    <span class="figure-reported">{tf(words::REPORTED, &[&format!("{} {unit}", by_hand.value)])}</span>
                    <span class="figure-reason">{tf(words::BECAUSE, &[&by_hand.reason])}</span>
                })}
                {corrects.then(|| view! {
                    <button type="button" class="link figure-correct" aria-label=label on:click=move |_| on_correct.run(name.to_owned())>
                        {t(words::CORRECT)}
                    </button>
                })}
            </dd>
        </div>
    }
}

#[component]
fn Shares(
    title: &'static str,
    all: Vec<FigureShare>,
    of: fn(&Figures) -> i64,
    unit: &'static str,
) -> impl IntoView {
    let all: Vec<FigureShare> = all.into_iter().filter(|share| of(&share.figures) > 0).collect();
    (!all.is_empty()).then(|| {
        view! {
            <h3 class="figure-title">{title}</h3>
            <ul class="figure-shares">
                {all.into_iter().map(|share| view! {
                    <li><span>{share.name}</span><span>{of(&share.figures)}" "{unit}</span></li>
                }).collect_view()}
            </ul>
        }
    })
}

#[component]
fn Top(title: &'static str, all: Vec<TopActivity>) -> impl IntoView {
    (!all.is_empty()).then(|| {
        view! {
            <h3 class="figure-title">{title}</h3>
            <ul class="figure-shares">
                {all.into_iter().map(|a| view! {
                    <li><a href=format!("/activities/{}", a.id)>{a.title}</a><span>{a.participants}" 人次"</span></li>
                }).collect_view()}
            </ul>
        }
    })
}

/// Another figure with its reason, in the place of the counted one.
#[component]
fn Correct(
    open: RwSignal<bool>,
    which: RwSignal<String>,
    figures: Signal<SummaryFigures>,
    draft: Draft,
    faults: FormFaults,
) -> impl IntoView {
    let (value, reason) = (RwSignal::new(None::<i64>), RwSignal::new(String::new()));
    let wrong = FormFaults::default();
    Effect::new(move |_| {
        if open.get() {
            let known = draft
                .overrides
                .with_untracked(|all| which.with_untracked(|name| all.get(name).cloned()));
            value.set(known.as_ref().map(|known| known.value));
            reason.set(known.map(|known| known.reason).unwrap_or_default());
            wrong.clear();
        }
    });
    let put = Callback::new(move |()| {
        let value = value
            .get_untracked()
            .filter(|value| (0..=FIGURE_MAX).contains(value));
        let reason = reason.get_untracked().trim().to_owned();
        let missing = |pointer, what| {
            let fault = domain::problem::Fault::new(pointer, domain::problem::FaultCode::Required).with(what);
            wrong.show(&fault.into());
        };
        match value {
            None => missing("/value", t(words::VALUE)),
            Some(_) if reason.is_empty() => missing("/reason", t(words::REASON)),
            Some(value) => {
                draft.overrides.update(|all| {
                    all.insert(which.get_untracked(), FigureOverride { value, reason });
                });
                faults.clear();
                open.set(false);
            }
        }
    });
    let undo = Callback::new(move |()| {
        draft.overrides.update(|all| {
            all.remove(&which.get_untracked());
        });
        open.set(false);
    });
    let is_corrected = move || {
        draft
            .overrides
            .with(|all| which.with(|name| all.contains_key(name)))
    };
    let actions = move || {
        view! {
            {move || is_corrected().then(|| view! { <Button on_press=undo>{t(words::UNDO)}</Button> })}
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary on_press=put>{t(general::SAVE)}</Button>
        }
    };
    let counted = move || {
        let name = which.get();
        let (title, unit) = figure_name(&name);
        let counted = figures.with(|f| f.total.figures.named(&name)).unwrap_or_default();
        format!(
            "{title} · {}",
            tf(words::COUNTED, &[&format!("{counted} {unit}")])
        )
    };
    view! {
        <Dialog open title=t(words::CORRECT_TITLE) actions>
            <p><strong>{counted}</strong></p>
            <p class="row-note">{t(words::CORRECT_HINT)}</p>
            <NumberInput label=t(words::VALUE) value required=true fault=wrong.at("/value")/>
            <TextArea label=t(words::REASON) value=reason rows=3 required=true fault=wrong.at("/reason")/>
        </Dialog>
    }
}
