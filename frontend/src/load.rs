//! Content that comes from the API: loading, failed, there.

use leptos::prelude::*;

use crate::api::{Answer, ApiFailure};
use crate::i18n::{general, t};
use crate::ui::{ErrorState, Skeleton};

/// Draws what `fetch` brings; a skeleton until then, the error with a way to try again otherwise.
///
/// `fetch` runs anew when a signal read in it changes.
#[component]
pub fn Loaded<T, F, Fut, V>(
    fetch: F,
    #[prop(default = 4)] lines: usize,
    /// Draws the content.
    draw: V,
) -> impl IntoView
where
    T: Clone + 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
    V: Fn(T) -> AnyView + 'static,
{
    let resource = LocalResource::new(fetch);
    let draw = StoredValue::new_local(draw);
    move || match resource.get() {
        None => view! { <Skeleton lines/> }.into_any(),
        Some(Ok(value)) => draw.with_value(|draw| draw(value)),
        Some(Err(failure)) => {
            let retry = Callback::new(move |()| resource.refetch());
            view! { <Failed failure retry/> }.into_any()
        }
    }
}

/// The error state for a failed request.
#[component]
pub fn Failed(failure: ApiFailure, #[prop(optional, into)] retry: Option<Callback<()>>) -> impl IntoView {
    let title = match &failure {
        ApiFailure::Problem(p) => p.title.clone(),
        ApiFailure::Offline => t(general::LOAD_FAILED).to_owned(),
    };
    let text = match &failure {
        ApiFailure::Problem(p) => p.detail.clone().unwrap_or_default(),
        ApiFailure::Offline => failure.message(),
    };
    // Trying again helps where the server failed, not where it refused.
    let retry = retry.filter(|_| !matches!(&failure, ApiFailure::Problem(p) if p.status < 429));
    let reference = failure.reference();
    match retry {
        Some(on_retry) => view! { <ErrorState title text reference on_retry/> }.into_any(),
        None => view! { <ErrorState title text reference/> }.into_any(),
    }
}
