//! What there is to do by a day, and marking it as done.

use domain::circular::{Completion, Todo};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::{Open, href};
use crate::api::circular as calls;
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{circular as words, t, tf};
use crate::ui::{Badge, Button, ButtonKind, Card, IconName, Tone, toast};

/// How many stand above the list of notices.
const SHOWN: usize = 5;

/// The next things to do, of all notices; nothing where there is none.
#[component]
pub(super) fn Todos() -> impl IntoView {
    let found = Fetched::new(|| calls::todos(None));
    let all = RwSignal::new(false);
    move || {
        let todos = found.get()?.ok()?.items;
        if todos.is_empty() {
            return None;
        }
        let more = todos.len() > SHOWN && !all.get();
        let shown = if all.get() { todos.len() } else { SHOWN };
        Some(view! {
            <Card title=t(words::TODOS)>
                <ul class="todos">
                    {todos.into_iter().take(shown).map(|todo| view! { <li><Line todo linked=true/></li> }).collect_view()}
                </ul>
                {more.then(|| view! {
                    <Button kind=ButtonKind::Quiet on_press=move || all.set(true)>{t(words::ALL_TODOS)}</Button>
                })}
            </Card>
        })
    }
}

#[component]
fn Line(todo: Todo, linked: bool) -> impl IntoView {
    let badge = if todo.done {
        view! { <Badge tone=Tone::Good>{t(words::DONE)}</Badge> }.into_any()
    } else if todo.overdue {
        view! { <Badge tone=Tone::Bad>{t(words::OVERDUE)}</Badge> }.into_any()
    } else {
        ().into_any()
    };
    let name = match linked {
        true => view! { <A href=href(todo.circular_id)>{todo.what.clone()}</A> }.into_any(),
        false => view! { <span>{todo.what.clone()}</span> }.into_any(),
    };
    let from = if linked {
        format!(" · {}", todo.office)
    } else {
        String::new()
    };
    view! {
        <div class="todo" class:todo-done=todo.done>
            <p class="todo-what">{name}" "{badge}</p>
            <p class="row-note">
                {tf(words::DUE, &[&format::date(todo.due_on)])}" · "{tf(words::TODO_FOR, &[&todo.recipient_name])}{from}
            </p>
        </div>
    }
}

/// What one notice asks for, each to be marked.
#[component]
pub(super) fn OwnTodos(open: Open) -> impl IntoView {
    let todos = Memo::new(move |_| open.c.with(|c| c.todos.clone()));
    let mark = move |todo: &Todo| {
        let completion = Completion {
            dispatch_id: todo.dispatch_id,
            n: todo.n,
            recipient: todo.recipient.clone(),
            done: !todo.done,
        };
        if open.busy.get_untracked() {
            return;
        }
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::complete(open.id(), &completion).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    open.c.set(now);
                    toast::success(t(if completion.done {
                        words::MARKED
                    } else {
                        words::REOPENED
                    }));
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    };
    let line = move |todo: Todo| {
        let (action, icon) = match todo.done {
            true => (words::MARK_OPEN, IconName::Undo),
            false => (words::MARK_DONE, IconName::Check),
        };
        let about = format!("{} {}", todo.what, todo.recipient_name);
        let kept = todo.clone();
        view! {
            <li class="todo-line">
                <Line todo linked=false/>
                <Button icon busy=open.busy on_press=move || mark(&kept)>
                    {t(action)}<span class="visually-hidden">" "{about}</span>
                </Button>
            </li>
        }
    };
    move || {
        let all = todos.get();
        (!all.is_empty()).then(|| {
            view! {
                <Card title=t(words::TODOS)>
                    <ul class="todos">{all.into_iter().map(line).collect_view()}</ul>
                </Card>
            }
        })
    }
}
