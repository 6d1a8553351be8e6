//! Whether new filings are shared out among the reviewers of a region: for those who look after that.

use domain::review::{Distribution, SetDistribution, Share};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::review as calls;
use crate::i18n::{review, t};
use crate::pages::review::stage_name;
use crate::pages::sheet::RegionName;
use crate::ui::{Badge, Button, Dialog, IconName, Switch, Tone, toast};

/// A button that opens the settings, where there are any for this person.
#[component]
pub fn DistributionSettings() -> impl IntoView {
    let open = RwSignal::new(false);
    let all = RwSignal::new(Vec::<Distribution>::new());
    let load = move || {
        spawn_local(async move {
            // Whoever may not see it has no use for a message about that.
            if let Ok(page) = calls::distribution().await {
                let _ = all.try_set(page.items);
            }
        });
    };
    load();
    let any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    move || {
        any.get().then(|| {
            let show = move || {
                load();
                open.set(true);
            };
            view! {
                <Button icon=IconName::Sliders on_press=show>{t(review::DISTRIBUTION)}</Button>
                <Dialog open title=t(review::DISTRIBUTION)>
                    <p class="page-note">{t(review::DISTRIBUTION_HINT)}</p>
                    {move || all.get().into_iter().map(|entry| view! { <Entry entry/> }).collect_view()}
                </Dialog>
            }
        })
    }
}

#[component]
fn Entry(entry: Distribution) -> impl IntoView {
    let busy = RwSignal::new(false);
    let (on, shares) = (RwSignal::new(entry.enabled), RwSignal::new(entry.shares));
    let (region_code, stage) = (entry.region_code.clone(), entry.stage);
    let toggle = move |enabled: bool| {
        let set = SetDistribution {
            region_code: region_code.clone(),
            stage,
            enabled,
        };
        on.set(enabled);
        busy.set(true);
        spawn_local(async move {
            let answer = calls::set_distribution(&set).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(changed) => {
                    toast::success(t(if changed.enabled {
                        review::DISTRIBUTION_ON
                    } else {
                        review::DISTRIBUTION_OFF
                    }));
                    on.set(changed.enabled);
                    shares.set(changed.shares);
                }
                Err(failure) => {
                    on.set(!enabled);
                    toast::failure(failure.message());
                }
            }
        });
    };
    view! {
        <section class="distribution">
            <h3 class="distribution-title">
                <RegionName code=entry.region_code.to_string()/>" · "{t(stage_name(entry.stage))}
            </h3>
            <Switch label=t(review::DISTRIBUTION_SWITCH) on busy on_toggle=toggle/>
            {move || view! { <Shares shares=shares.get()/> }}
        </section>
    }
}

#[component]
fn Shares(shares: Vec<Share>) -> impl IntoView {
    if shares.is_empty() {
        return view! { <p class="page-note">{t(review::REVIEWERS_NONE)}</p> }.into_any();
    }
    view! {
        <table class="shares">
            <thead>
                <tr>
                    <th scope="col">{t(review::REVIEWER)}</th>
                    <th scope="col" class="shares-number">{t(review::REVIEWER_WAITING)}</th>
                    <th scope="col">{t(review::REVIEWER_STATE)}</th>
                </tr>
            </thead>
            <tbody>
                {shares.into_iter().map(|share| view! {
                    <tr>
                        <th scope="row">{share.name}</th>
                        <td class="shares-number">{share.waiting}</td>
                        <td>{if share.away {
                            view! { <Badge tone=Tone::Warning>{t(review::REVIEWER_AWAY)}</Badge> }.into_any()
                        } else {
                            t(review::REVIEWER_PRESENT).into_any()
                        }}</td>
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}
