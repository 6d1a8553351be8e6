//! The cockpit: whether the activity can be recommended, until when, and each rule with what is missing.

use domain::eligibility::{RuleCode, RuleResult};
use domain::supplement::Supplement;
use leptos::prelude::*;

use super::deadline::{DeadlineNotes, due};
use super::judging::{Judged, RuleState, Verdict};
use crate::i18n::{Text, lang, supplement, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, Icon, IconName, next_id};

/// From here on it stands beside the form.
const BESIDE_PX: u32 = 1_024;

impl Verdict {
    pub fn text(self) -> String {
        match self {
            Self::Eligible => t(supplement::ELIGIBLE).to_owned(),
            Self::Ready { again: false } => t(supplement::READY).to_owned(),
            Self::Ready { again: true } => t(supplement::READY_AGAIN).to_owned(),
            Self::ReadyLater => t(supplement::READY_LATER).to_owned(),
            Self::Missing(n) => tf(supplement::MISSING, &[&n.to_string()]),
            Self::NotEligible => t(supplement::NOT_ELIGIBLE).to_owned(),
        }
    }
    const fn icon(self) -> IconName {
        match self {
            Self::Eligible => IconName::Check,
            Self::Ready { .. } | Self::ReadyLater => IconName::Upload,
            Self::Missing(_) => IconName::Edit,
            Self::NotEligible => IconName::Stop,
        }
    }
    const fn class(self) -> &'static str {
        match self {
            Self::Eligible => "verdict verdict-good",
            Self::Ready { .. } | Self::ReadyLater => "verdict verdict-ready",
            Self::Missing(_) => "verdict verdict-open",
            Self::NotEligible => "verdict verdict-bad",
        }
    }
}

impl RuleState {
    pub const fn text(self) -> Text {
        match self {
            Self::Met => supplement::STATE_MET,
            Self::Open => supplement::STATE_OPEN,
            Self::Submit => supplement::STATE_SUBMIT,
            Self::Review => supplement::STATE_REVIEW,
            Self::Failed => supplement::STATE_FAILED,
        }
    }
    /// Told apart by shape and word, not by colour alone.
    const fn icon(self) -> IconName {
        match self {
            Self::Met => IconName::Check,
            Self::Open => IconName::Edit,
            Self::Submit => IconName::Upload,
            Self::Review => IconName::Clock,
            Self::Failed => IconName::Stop,
        }
    }
    pub const fn class(self) -> &'static str {
        match self {
            Self::Met => "rule rule-met",
            Self::Open | Self::Submit | Self::Review => "rule rule-open",
            Self::Failed => "rule rule-failed",
        }
    }
}

/// `on_go` leads to the place of the form where a rule is met; without it the rules are only shown.
#[component]
pub fn Cockpit(
    #[prop(into)] judged: Signal<Judged>,
    #[prop(into)] s: Signal<Supplement>,
    #[prop(optional, into)] on_go: Option<Callback<RuleCode>>,
    /// What stands below the rules.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let beside = page::at_least(BESIDE_PX);
    let opened = RwSignal::new(false);
    let list = next_id("rules");
    let verdict = Memo::new(move |_| judged.with(|j| j.verdict));
    let met = Memo::new(move |_| {
        judged.with(|j| {
            let all = j.eligibility.rules.len();
            tf(supplement::MET_OF, &[&j.met().to_string(), &all.to_string()])
        })
    });
    let until = move || judged.with(|j| due(j.eligibility.deadline, j.eligibility.days_left));
    let listed = list.clone();
    view! {
        <section class="cockpit" aria-label=t(supplement::COCKPIT)>
            <h2 class="cockpit-title">{t(supplement::COCKPIT)}</h2>
            // Read out whenever it changes; the figures behind it are not, so that typing is not talked over.
            <p class=move || verdict.get().class() role="status">
                {move || view! { <Icon name=verdict.get().icon()/> }}
                <strong>{move || verdict.get().text()}</strong>
            </p>
            <p class="cockpit-due"><Icon name=IconName::Clock/><span>{until}</span></p>
            {move || view! { <DeadlineNotes s=s.get()/> }}
            {move || (judged.with(|j| j.fixed) && !s.with(|s| s.late)).then(|| view! {
                <p class="cockpit-note">{t(supplement::COUNTS_SUBMITTED)}</p>
            })}
            // Where there are two, which one: the form or what was handed in.
            {move || (on_go.is_none() || s.with(|s| s.submission > 0)).then(|| {
                let of_draft = judged.with(|j| j.eligibility.of_draft);
                let text = if of_draft { supplement::BY_DRAFT } else { supplement::BY_SUBMITTED };
                view! { <p class="cockpit-note">{t(text)}</p> }
            })}
            <div class="cockpit-count">
                <span>{move || met.get()}</span>
                {move || (!beside.get()).then(|| {
                    let listed = listed.clone();
                    view! {
                        <button
                            type="button" class="button button-quiet" aria-controls=listed
                            aria-expanded=move || if opened.get() { "true" } else { "false" }
                            on:click=move |_| opened.update(|open| *open = !*open)
                        >{move || t(if opened.get() { supplement::RULES_HIDE } else { supplement::RULES_SHOW })}</button>
                    }
                })}
            </div>
            <ul class="rules" id=list hidden=move || !beside.get() && !opened.get()>
                {RuleCode::ALL.into_iter().map(|code| view! { <Rule code judged on_go/> }).collect_view()}
            </ul>
            {children.map(|c| c())}
        </section>
    }
}

#[component]
fn Rule(code: RuleCode, judged: Signal<Judged>, on_go: Option<Callback<RuleCode>>) -> impl IntoView {
    let rule = Memo::new(move |_| {
        judged.with(|j| {
            let state = |rule: &RuleResult| RuleState::of(rule, j.over);
            j.rule(code).map(|rule| (state(rule), rule.clone()))
        })
    });
    let name = code.name(lang());
    let row = move || {
        let (state, rule) = rule.get()?;
        let figure = rule.actual;
        let required = (!rule.required.is_empty()).then(|| tf(supplement::REQUIRED, &[&rule.required]));
        let parts = [Some(figure).filter(|f| !f.is_empty()), required];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        // How many days are left stands above already.
        let told = matches!(state, RuleState::Met | RuleState::Submit);
        let message = (!told).then_some(rule.message);
        Some(view! {
            <span class="rule-icon"><Icon name=state.icon()/></span>
            <div class="rule-text">
                <p class="rule-name"><span>{name}</span><span class="rule-state">{t(state.text())}</span></p>
                <p class="rule-figure">{parts.join(" · ")}</p>
                {message.map(|text| view! { <p class="rule-message">{text}</p> })}
            </div>
        })
    };
    let class = move || rule.with(|r| r.as_ref().map_or("rule", |(state, _)| state.class()));
    let open = Memo::new(move |_| {
        code.pointer().is_some()
            && rule.with(|r| r.as_ref().is_some_and(|(state, _)| *state != RuleState::Met))
    });
    let go = on_go.map(|on_go| {
        move || {
            open.get().then(|| {
                view! {
                    <button
                        type="button" class="rule-go link" aria-label=tf(supplement::GO_TO, &[name])
                        on:click=move |_| on_go.run(code)
                    >{t(supplement::GO)}</button>
                }
            })
        }
    });
    view! { <li class=class>{row}{go}</li> }
}

/// How one rule stands, beside the part of the form that meets it.
#[component]
pub fn RuleMark(code: RuleCode, #[prop(into)] judged: Signal<Judged>) -> impl IntoView {
    let state = Memo::new(move |_| judged.with(|j| j.rule(code).map(|rule| RuleState::of(rule, j.over))));
    move || {
        state.get().map(|state| {
            view! {
                <span class=format!("part-mark {}", state.class())>
                    <Icon name=state.icon()/><span>{t(state.text())}</span>
                </span>
            }
        })
    }
}

/// Opens the dialog that moves the deadline.
#[component]
pub fn ExtendButton(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::Calendar on_press=move || open.set(true)>
            {t(supplement::EXTEND)}
        </Button>
    }
}
