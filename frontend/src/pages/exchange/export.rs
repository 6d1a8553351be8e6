use leptos::prelude::*;
use leptos::task::spawn_local;

use super::save;
use crate::api::exchange as calls;
use crate::i18n::{Text, exchange as words, t};
use crate::ui::{Button, ButtonKind, IconName};

/// Takes the list that stands there out as a spreadsheet: `filter` is what it is cut by now.
#[component]
pub fn ExportButton(
    kind: &'static str,
    name: Text,
    #[prop(into)] filter: Callback<(), Vec<(&'static str, String)>>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let take = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let cut = untrack(|| filter.run(()));
        spawn_local(async move {
            let answer = calls::export(kind, cut).await;
            // The page may be gone by now.
            if busy.try_set(false).is_none() {
                save(answer, &format!("{}.xlsx", t(name)));
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::Download busy on_press=Callback::new(take)>{t(words::EXPORT)}</Button>
    }
}
