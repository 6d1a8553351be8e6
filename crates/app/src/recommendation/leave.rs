use domain::activity::status::Step;
use domain::problem::Code;
use domain::recommendation::EntryStatus;
use persistence::Tx;
use persistence::activity::ActivityRecord;
use persistence::public_notice;
use persistence::recommendation as store;

use super::choose::take_out;
use crate::app::App;
use crate::error::AppResult;

/// What an activity that is no longer approved means for the lists it is on. From a locked list it cannot be withdrawn;
/// what is taken down is struck everywhere.
pub(crate) fn leave(
    tx: &mut Tx<'_>,
    app: &App,
    a: &ActivityRecord,
    step: Step,
    reason: Option<&str>,
) -> AppResult<()> {
    // In the order of the lists, so that two who leave at once do not wait for each other.
    for e in store::of_subject(tx.conn(), a.id.uuid())? {
        if !matches!(e.status, EntryStatus::Applied | EntryStatus::Listed) {
            continue;
        }
        // A published result stands; whether its certificate is revoked is for who issued it.
        let notices = public_notice::of_lists(tx.conn(), &[e.list_id])?;
        if step == Step::TakeDown
            && let Some((_, notice)) = notices.first()
            && public_notice::find(tx.conn(), *notice)?.published_at.is_some()
        {
            continue;
        }
        let to = if step == Step::TakeDown {
            store::touch(tx, e.list_id, app.now())?;
            Some(EntryStatus::Struck)
        } else {
            store::touch_open(tx, e.list_id, app.now())?.then_some(EntryStatus::Withdrawn)
        };
        if let Some(to) = to {
            let now = store::entry(tx.conn(), e.list_id, e.id)?;
            take_out(tx, app, now, to, reason.map(str::to_owned))?;
        } else if e.status == EntryStatus::Listed {
            return Err(Code::OnLockedList.into());
        }
    }
    Ok(())
}
