use domain::access::Actor;
use domain::id::{AccountId, EntryId, ListId};
use domain::page::Page;
use domain::problem::{Code, Fault, FaultCode, Lang};
use domain::recommendation::score::{Expert, ExpertScore, NewExpert, ScoreLine};
use domain::recommendation::{EntryStatus, ListRight, ListStatus, RecommendationList, may_list};
use domain::text::Phone;
use persistence::recommendation::{self as store};
use persistence::{account, grant, reference};

use super::{score, view};
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};

/// Experts of one list at most.
const EXPERTS_MAX: usize = 20;

/// Invites somebody to score a list blindly (评审专家). Their organisation must not be on it.
pub async fn invite(app: &App, actor: &Actor, id: ListId, new: NewExpert) -> AppResult<Expert> {
    let phone = Phone::parse(&clean::text(&new.phone)).map_err(|fault| Fault {
        pointer: "/phone".into(),
        ..fault
    })?;
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let l = store::find(tx.conn(), id)?;
            may_list(&actor, ListRight::Manage, &l.region_code)?;
            if l.status != ListStatus::Open {
                return Err(Code::ListLocked.into());
            }
            let digest = this.secrets().digest("phone", phone.as_str().as_bytes());
            let found = account::find_by_phone(tx.conn(), &digest)?
                .ok_or_else(|| AppError::from(Fault::new("/phone", FaultCode::NotAMember)))?;
            if store::experts(tx.conn(), id)?.len() >= EXPERTS_MAX {
                let fault = Fault::new("/phone", FaultCode::TooMany);
                return Err(fault.with(EXPERTS_MAX).into());
            }
            let own: Vec<_> = grant::organizations(tx.conn(), &[found.id])?
                .into_iter()
                .map(|(_, unit)| unit)
                .collect();
            for status in [EntryStatus::Listed, EntryStatus::Applied] {
                let entries = store::entries(tx.conn(), id, status, None, usize::MAX)?;
                if entries.iter().any(|e| own.contains(&e.organization_id)) {
                    return Err(Fault::new("/phone", FaultCode::ExpertInvolved).into());
                }
            }
            store::invite(tx, id, found.id, actor.account, this.now())?;
            Ok(Expert {
                account_id: found.id,
                name: found.display_name,
                scored: 0,
            })
        })
        .await
}

/// Takes an invitation back.
pub async fn dismiss(app: &App, actor: &Actor, id: ListId, expert: AccountId) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            let l = store::find(tx.conn(), id)?;
            may_list(&actor, ListRight::Manage, &l.region_code)?;
            if !store::is_expert(tx.conn(), id, expert)? {
                return Err(Code::NotFound.into());
            }
            Ok(store::dismiss(tx, id, expert)?)
        })
        .await
}

/// Keeps an expert's own scores of one entry, while the list is open.
pub async fn put_score(
    app: &App,
    actor: &Actor,
    list: ListId,
    entry: EntryId,
    given: ExpertScore,
    lang: Lang,
) -> AppResult<ScoreLine> {
    let given = ExpertScore {
        comment: clean::text(&given.comment).trim().to_owned(),
        ..given
    };
    let (this, actor) = (app.clone(), actor.clone());
    let written = app
        .db()
        .write(move |tx| {
            score::must_be_expert(tx.conn(), list, &actor)?;
            let l = store::find(tx.conn(), list)?;
            if l.status != ListStatus::Open {
                return Err(Code::ListLocked.into());
            }
            let e = store::entry(tx.conn(), list, entry)?;
            given.check().into_result()?;
            super::choose::recuse(tx.conn(), &e, &actor)?;
            store::put_score(tx, entry, actor.account, &given, this.now())?;
            Ok::<_, AppError>((l, actor))
        })
        .await?;
    // The card is read when the writing is over: it looks at much.
    let (this, (l, actor)) = (app.clone(), written);
    app.db()
        .read(move |conn| {
            let card = score::card(conn, &this, &l, &actor, true, lang)?;
            let line = card.lines.into_iter().find(|line| line.entry_id == entry);
            line.ok_or_else(|| Code::NotFound.into())
        })
        .await
}

/// The lists the caller is invited to score, the latest first.
pub async fn scorings(app: &App, actor: &Actor) -> AppResult<Page<RecommendationList>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let ids = store::invitations(conn, actor.account)?;
            let found = store::find_all(conn, &ids)?;
            let regions: Vec<_> = found.iter().map(|l| l.region_code.clone()).collect();
            let names = reference::region_names(conn, &regions)?;
            let named: Vec<_> = found
                .into_iter()
                .map(|l| {
                    let name = names.get(&l.region_code).cloned().unwrap_or_default();
                    (l, name)
                })
                .collect();
            let mut all = view::of_lists(conn, &this, &named, &actor)?;
            for l in &mut all {
                // What officials say of it is not for those who score blindly.
                l.opinion.clear();
                l.returned_reason = None;
            }
            Ok(Page::whole(all))
        })
        .await
}
