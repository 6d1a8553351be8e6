//! Whether an organisation is there already, before another one of its name is registered.

use domain::id::OrganizationId;
use domain::organization::OrganizationItem;
use domain::organization::likeness::{name_key, similarity};
use domain::text::{Uscc, length};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::form::Fields;
use super::href;
use super::join::Joining;
use super::status::CertificationBadge;
use crate::api::organization as calls;
use crate::i18n::{member, organization, t, tf};
use crate::pause::after_pause;
use crate::ui::{Badge, Button, ButtonKind, Dialog, Icon, IconName, Tone};

/// Looked at for each question.
const ASKED: u32 = 20;
/// Shown at once.
const SHOWN: usize = 4;
/// Names that are at least so alike, percent.
const ALIKE: u8 = 60;

#[derive(Debug, Clone, PartialEq)]
struct Candidate {
    item: OrganizationItem,
    percent: u8,
    same_code: bool,
}

/// Those that may be the same as what is being entered. `Copy`.
#[derive(Clone, Copy)]
pub struct Similar {
    fields: Fields,
    found: RwSignal<Vec<Candidate>>,
    /// Somebody has said that it is none of these.
    denied: StoredValue<Vec<OrganizationId>>,
    pub asking: RwSignal<bool>,
    joining: Joining,
}

impl Similar {
    /// Looks while somebody types.
    pub fn start(fields: Fields, joining: Joining) -> Self {
        let similar = Self {
            fields,
            found: RwSignal::new(Vec::new()),
            denied: StoredValue::new(Vec::new()),
            asking: RwSignal::new(false),
            joining,
        };
        let look = after_pause(400, move |(): ()| {
            spawn_local(async move {
                similar.look().await;
            });
        });
        Effect::new(move |_| {
            fields.full_name.track();
            fields.uscc.track();
            look(());
        });
        similar
    }

    /// `true` where there are some that nobody has looked at yet.
    pub async fn look(self) -> bool {
        let typed = || {
            let name = self.fields.full_name.try_get_untracked()?;
            Some((name.trim().to_owned(), self.fields.uscc.try_get_untracked()?))
        };
        let Some((name, code)) = typed() else { return false };
        let found = candidates(&name, &code).await;
        // An answer to what is no longer typed would only confuse.
        if typed() != Some((name, code)) {
            return false;
        }
        let new = self
            .denied
            .with_value(|denied| found.iter().any(|c| !denied.contains(&c.item.id)));
        self.found.set(found);
        new
    }

    pub fn deny(self) {
        let all = self
            .found
            .with_untracked(|found| found.iter().map(|c| c.item.id).collect::<Vec<_>>());
        self.denied.update_value(|denied| denied.extend(all));
        self.asking.set(false);
    }
}

async fn candidates(name: &str, code: &str) -> Vec<Candidate> {
    let code = Uscc::parse(code).ok().map(|code| code.as_str().to_owned());
    let mut questions = Vec::new();
    if length(name) >= 3 {
        questions.push(name.to_owned());
        // 浙江省温州市科学技术协会 is found as 温州市科协, too, and the other way round by what both begin with.
        let key = name_key(name);
        let begin: String = key.chars().take(length(&key).div_ceil(2).max(3)).collect();
        for other in [key, begin] {
            if length(&other) >= 3 && !questions.contains(&other) {
                questions.push(other);
            }
        }
    }
    questions.extend(code.clone());
    let mut all: Vec<Candidate> = Vec::new();
    for question in questions {
        let Ok(page) = calls::search(&question, ASKED).await else {
            continue;
        };
        for item in page.items {
            let percent = similarity(name, &item.full_name);
            let same_code = code.is_some() && item.uscc == code;
            let known = all.iter().any(|c| c.item.id == item.id);
            // Found by the whole name without bearing it: by an alias, which is alike whatever the full name.
            let whole = name_key(&question) == name_key(name);
            let by_alias = whole && !name_key(&item.full_name).contains(&name_key(name));
            if !known && (same_code || percent >= ALIKE || by_alias) {
                let found = Candidate {
                    item,
                    percent,
                    same_code,
                };
                // The most alike first.
                let before = |c: &Candidate| (c.same_code, c.percent) >= (same_code, percent);
                let place = all.iter().take_while(|c| before(c)).count();
                all.insert(place, found);
            }
        }
    }
    all.truncate(SHOWN);
    all
}

/// Below the name: those found so far.
#[component]
pub fn SimilarHint(similar: Similar) -> impl IntoView {
    view! {
        <div class="similar-hint" role="status">
            {move || similar.found.with(|found| !found.is_empty()).then(|| view! {
                <div class="notice notice-warning">
                    <p class="notice-title"><Icon name=IconName::Info/>{t(organization::SIMILAR)}</p>
                    <p>{t(organization::SIMILAR_LEAD)}</p>
                    <Candidates similar/>
                </div>
            })}
        </div>
    }
}

/// Before sending: asked once for the same ones.
#[component]
pub fn SimilarDialog(similar: Similar, #[prop(into)] on_none: Callback<()>) -> impl IntoView {
    let none = Callback::new(move |()| {
        similar.deny();
        on_none.run(());
    });
    view! {
        <Dialog open=similar.asking title=t(organization::SIMILAR) actions=move || view! {
            <Button on_press=none>{t(organization::SIMILAR_NONE)}</Button>
        }>
            <p>{t(organization::SIMILAR_LEAD)}</p>
            <Candidates similar/>
        </Dialog>
    }
}

#[component]
fn Candidates(similar: Similar) -> impl IntoView {
    let line = move |c: Candidate| {
        let (id, name) = (c.item.id, c.item.full_name);
        let (shown, named) = (name.clone(), name.clone());
        let join = Callback::new(move |()| {
            similar.asking.set(false);
            similar.joining.begin(id, name.clone());
        });
        view! {
            <li class="candidate">
                <div class="candidate-main">
                    // Beside, so that what was entered is not lost.
                    <A href=href(id) target="_blank" attr:class="candidate-name">{shown}</A>
                    <p class="row-note">{c.item.region_name}{c.item.uscc.map(|code| format!(" · {code}"))}</p>
                    <div class="badges">
                        <CertificationBadge of=c.item.certification/>
                        {c.same_code.then(|| view! { <Badge tone=Tone::Warning>{t(organization::SIMILAR_SAME_CODE)}</Badge> })}
                        <Badge>{tf(organization::SIMILAR_ALIKE, &[&c.percent.to_string()])}</Badge>
                    </div>
                </div>
                <Button kind=ButtonKind::Primary on_press=join>
                    {t(member::JOIN)}<span class="visually-hidden">" "{named}</span>
                </Button>
            </li>
        }
    };
    view! { <ul class="candidates">{move || similar.found.get().into_iter().map(line).collect_view()}</ul> }
}
