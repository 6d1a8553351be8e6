//! The form with the cockpit beside it.

use std::collections::BTreeMap;

use domain::activity::finding::{Finding, FindingCode};
use domain::activity::view::Activity;
use domain::eligibility::{Eligibility, RuleCode};
use domain::media::{Media, MediaKind};
use domain::supplement::finding::{SupplementContext, find};
use domain::supplement::{PhotoNote, Supplement, SupplementAction};
use leptos::prelude::*;

use super::bars::{FaultList, SubmitBar, saved};
use super::check::PhotoCheckCard;
use super::cockpit::{Cockpit, ExtendButton};
use super::draft::Draft;
use super::extend::ExtendDialog;
use super::judging::{Facts, Judging};
use super::people::Participation;
use super::photos::Photos;
use super::place::{go_to, place};
use super::reports::Reports;
use super::saving::{self, Saving};
use super::summary::Summary;
use super::videos::Videos;
use crate::autosave::SavingBar;
use crate::form::FormFaults;
use crate::i18n::{lang, supplement};
use crate::pages::recommendation::{Candidate, Recommend};
use crate::pages::uploads::Uploads;
use crate::unsaved::ask_before_leaving;

/// What every part of the form needs.
#[derive(Clone, Copy)]
pub struct Form {
    pub draft: Draft,
    pub faults: FormFaults,
    pub saving: Saving,
    pub judging: Judging,
    pub activity: StoredValue<Activity>,
    /// What is worth a look in what stands on the form.
    pub findings: Signal<Vec<Finding>>,
}

/// What can be said while somebody types; the rest is the server's, of what was saved last.
const SAID_HERE: [FindingCode; 2] = [FindingCode::LinkTemporary, FindingCode::ReportBeforeActivity];

fn findings(draft: Draft, saving: Saving, a: &Activity) -> Signal<Vec<Finding>> {
    let starts_at = a.content.starts_at();
    Memo::new(move |_| {
        let content = draft.content();
        let context = SupplementContext {
            starts_at,
            links: &BTreeMap::new(),
            shared: &BTreeMap::new(),
            hashes: &BTreeMap::new(),
        };
        let here = |code: &str| SAID_HERE.iter().any(|c| c.as_str() == code);
        let mut all: Vec<Finding> = find(&content, context)
            .iter()
            .map(|found| found.describe(lang()))
            .collect();
        saving.saved().with(|s| {
            all.extend(s.findings.iter().filter(|f| !here(&f.code)).cloned());
        });
        all
    })
    .into()
}

#[component]
pub fn Editor(a: Activity, s: Supplement, facts: Facts, first: Eligibility) -> impl IntoView {
    let faults = FormFaults::default();
    let draft = Draft::of(&s, a.content.online_url.clone());
    let saving = saving::begin(s.clone(), draft, faults);
    let judging = Judging::start(facts, draft, saving, first);
    let form = Form {
        draft,
        faults,
        saving,
        judging,
        findings: findings(draft, saving, &a),
        activity: StoredValue::new(a.clone()),
    };
    let arrive = move |put: fn(Draft, u32, &Media)| {
        Callback::new(move |(key, media): (u32, Media)| {
            put(draft, key, &media);
        })
    };
    let next = Callback::new(move |()| draft.key());
    let photos = Uploads::new(
        MediaKind::Photo,
        next,
        arrive(|draft, key, media| {
            draft.know(media.clone());
            draft.put_photo(key, media.id, PhotoNote::default());
        }),
    );
    let videos = Uploads::new(
        MediaKind::Video,
        next,
        arrive(|draft, key, media| {
            draft.know(media.clone());
            draft.put_video(key, media.id);
        }),
    );
    ask_before_leaving(Signal::derive(move || {
        saving.is_stuck() || photos.is_busy() || videos.is_busy()
    }));
    let can = |action| s.actions.contains(&action);
    let extending = RwSignal::new(false);
    let extend = can(SupplementAction::Extend).then(|| view! { <ExtendButton open=extending/> });
    let check = can(SupplementAction::CheckPhotos)
        .then(|| view! { <PhotoCheckCard id=s.activity_id s=saving.saved()/> });
    let extended = Callback::new(move |s: Supplement| saving.accept(s));
    let go = Callback::new(move |code: RuleCode| lead(draft, code));
    let filed = a.content.photo_ids.clone();
    view! {
        <div class="supplement">
            <div class="supplement-side">
                <Cockpit judged=judging.shown s=saving.saved() on_go=go>
                    {extend}
                    <Recommend of=Candidate::Activity(s.activity_id) after=Signal::derive(move || saving.saved().with(|s| s.submission))/>
                </Cockpit>
            </div>
            <div class="supplement-form">
                <SavingBar saving saved conflict=supplement::CONFLICT/>
                <FaultList faults/>
                <Participation form/>
                <Reports form/>
                <Photos form uploads=photos filed/>
                <Videos form uploads=videos/>
                <Summary form/>
                {check}
                <SubmitBar form/>
            </div>
        </div>
        <ExtendDialog open=extending id=s.activity_id on_done=extended/>
    }
}

/// To the place where a rule is met: of the summary to the first part that is missing, of the reports to the first
/// that has no link.
fn lead(draft: Draft, code: RuleCode) {
    let pointer = code.pointer().unwrap_or_default();
    let near = untrack(|| match code {
        RuleCode::Summary => {
            let names = draft.content().summary;
            let missing = names
                .parts()
                .into_iter()
                .find(|(.., text)| text.trim().is_empty());
            missing.map(|(field, ..)| format!("{pointer}/{field}"))
        }
        RuleCode::MediaReport => draft.reports.with(|all| {
            let row = all.iter().find(|row| row.url.with(|url| url.trim().is_empty()));
            row.map(|row| format!("{pointer}/{}/url", draft.report_place(row.key)))
        }),
        _ => None,
    });
    let near = near.filter(|near| document().get_element_by_id(&place(near)).is_some());
    go_to(near.as_deref().unwrap_or(pointer));
}
