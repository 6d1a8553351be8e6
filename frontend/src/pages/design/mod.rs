//! Every component of the design system, to look at and to try.

mod fields;
mod states;

use leptos::prelude::*;

use crate::i18n::{design, general, t};
use crate::page;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Card, Dialog, Icon, IconName, Step, Steps, Tab, Tabs, toast,
};

#[component]
pub fn DesignPage() -> impl IntoView {
    page::title(t(design::TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(design::TITLE)}</h1>
            <p>{t(design::LEAD)}</p>
            <Buttons/>
            <fields::Fields/>
            <states::States/>
            <Navigation/>
            <Feedback/>
            <Card title=t(design::ICONS)>
                <div class="cluster">{IconName::ALL.iter().map(|name| view! { <Icon name=*name/> }).collect_view()}</div>
            </Card>
        </div>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Card title=t(design::BUTTONS)>
            <div class="cluster">
                <Button kind=ButtonKind::Primary>{t(design::PRIMARY)}</Button>
                <Button icon=IconName::Plus>{t(design::SECONDARY)}</Button>
                <Button kind=ButtonKind::Quiet>{t(design::QUIET)}</Button>
                <Button kind=ButtonKind::Danger icon=IconName::Trash>{t(design::DANGER)}</Button>
                <Button kind=ButtonKind::Primary busy=true>{t(design::BUSY)}</Button>
                <Button disabled=true>{t(design::DISABLED)}</Button>
                <ButtonLink href="/design" icon=IconName::ArrowRight>{t(general::DESIGN)}</ButtonLink>
            </div>
        </Card>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let step = RwSignal::new(1);
    let chosen = RwSignal::new("overview");
    let steps: Vec<_> = [
        (design::STEP_1, false),
        (design::STEP_2, false),
        (design::STEP_3, true),
    ]
    .into_iter()
    .map(|(label, wrong)| Step {
        label: t(label).to_owned(),
        wrong,
    })
    .collect();
    let tabs = vec![
        Tab::new("overview", t(design::TAB_1)),
        Tab::new("history", t(design::TAB_2)),
    ];
    let panel = Callback::new(|key: &'static str| {
        let text = if key == "history" {
            design::TAB_2
        } else {
            design::TAB_1
        };
        view! { <p>{t(text)}</p> }.into_any()
    });
    view! {
        <Card title=t(design::NAVIGATION)>
            <Steps label=t(design::NAVIGATION) steps current=step/>
            <Tabs label=t(design::NAVIGATION) tabs chosen panel/>
        </Card>
    }
}

#[component]
fn Feedback() -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let actions = move || {
        view! {
            <Button on_press=close>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary on_press=close>{t(general::CONFIRM)}</Button>
        }
    };
    view! {
        <Card title=t(design::FEEDBACK)>
            <div class="cluster">
                <Button on_press=Callback::new(|()| toast::success(t(general::SAVED)))>{t(design::TOAST)}</Button>
                <Button on_press=Callback::new(|()| toast::failure(t(general::OFFLINE)))>{t(design::TOAST_FAILED)}</Button>
                <Button on_press=Callback::new(move |()| open.set(true))>{t(design::DIALOG)}</Button>
            </div>
            <Dialog open title=t(design::DIALOG_TITLE) actions><p>{t(design::DIALOG_TEXT)}</p></Dialog>
        </Card>
    }
}
