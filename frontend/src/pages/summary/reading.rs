//! A summary as it is read: text, figures, those below, what happened.

use domain::summary::{SECTIONS, Summary, SummaryLine, SummaryStep};
use leptos::prelude::*;

use super::figures::FigureCard;
use crate::format;
use crate::i18n::{Text, summary as words, t};

fn or<'a>(text: &'a str, usual: &'a str) -> &'a str {
    if text.trim().is_empty() { usual } else { text }
}

fn paragraphs(text: &str) -> impl IntoView + use<> {
    let lines: Vec<String> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    lines
        .into_iter()
        .map(|line| view! { <p class="summary-paragraph">{line}</p> })
        .collect_view()
}

#[component]
pub fn Sheet(s: Summary) -> impl IntoView {
    let c = s.content.clone();
    let sections = ["一", "二", "三", "四"]
        .into_iter()
        .zip(SECTIONS)
        .zip(c.sections().map(str::to_owned));
    let (figures, overrides) = (s.figures.clone(), c.overrides.clone());
    view! {
        {s.frozen.then(|| view! { <p class="row-note">{t(words::FROZEN)}</p> })}
        <div class="summary-page">
            <div class="summary-side">
                <FigureCard figures=Signal::stored(figures) overrides=Signal::stored(overrides) draft=None/>
            </div>
            <article class="card summary-paper">
                <h2 class="summary-paper-title">{or(&c.title, &s.usual.title).to_owned()}</h2>
                <p>{or(&c.addressee, &s.usual.addressee).to_owned()}"："</p>
                {paragraphs(&c.overview)}
                {sections.map(|((number, (_, title)), text)| view! {
                    <h3 class="summary-heading">{number}"、"{title}</h3>
                    {paragraphs(&text)}
                }).collect_view()}
                <p class="summary-signed">{or(&c.signatory, &s.usual.signatory).to_owned()}</p>
            </article>
        </div>
        <Below lines=s.figures.below.clone()/>
        <History s/>
    }
}

/// The table of those below, in short; the file has all columns.
#[component]
fn Below(lines: Vec<SummaryLine>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card">
                <div class="summary-scroll" tabindex="0" role="region" aria-label=t(words::FIGURES)>
                    <table class="summary-table">
                        <thead><tr>
                            <th scope="col">"地区"</th><th scope="col">"填报（项）"</th><th scope="col">"通过（项）"</th>
                            <th scope="col">"场次"</th><th scope="col">"线下（人次）"</th><th scope="col">"线上（人次）"</th>
                            <th scope="col">"媒体报道（篇）"</th>
                        </tr></thead>
                        <tbody>
                            {lines.into_iter().map(|line| {
                                let f = line.figures;
                                view! {
                                    <tr>
                                        <th scope="row">{line.name}</th><td>{f.filed}</td><td>{f.approved}</td><td>{f.sessions}</td>
                                        <td>{f.actual_offline}</td><td>{f.actual_online}</td><td>{f.media_reports}</td>
                                    </tr>
                                }
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        }
    })
}

const fn step(step: SummaryStep) -> Text {
    match step {
        SummaryStep::Create | SummaryStep::Save => words::STEP_CREATE,
        SummaryStep::Submit => words::STEP_SUBMIT,
        SummaryStep::Accept => words::ACCEPTED,
        SummaryStep::Return => words::RETURNED,
    }
}

#[component]
pub fn History(s: Summary) -> impl IntoView {
    view! {
        <section class="card summary-history">
            <h2 class="card-title">{t(words::HISTORY)}</h2>
            <ol>
                {s.events.into_iter().map(|e| view! {
                    <li>
                        <time datetime=format::machine(e.at)>{format::moment(e.at)}</time>" "{t(step(e.step))}
                        {e.reason.map(|reason| view! { "："{reason} })}
                    </li>
                }).collect_view()}
            </ol>
        </section>
    }
}
