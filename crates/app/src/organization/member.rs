use std::collections::BTreeMap;

use domain::access::{Actor, Grant, Role};
use domain::id::{AccountId, GrantId, OrganizationId};
use domain::message::MessageKind;
use domain::organization::{
    ADMINS_MAX, Certification, DecideJoin, JoinDecision, JoinOrganization, Member, MemberChange, MemberRole,
    Membership, NOTE_MAX, in_charge, may_certify,
};
use domain::page::Page;
use domain::problem::{Code, Fault, FaultCode};
use domain::text;
use persistence::organization::{self as store, MemberRecord, OrganizationRecord};
use persistence::{Conn, Tx, account, grant};

use super::standing::must;
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};
use crate::{clean, reason};

/// Requests of one account that may wait at the same time.
const REQUESTS_MAX: i64 = 20;

/// Members and those who want to be: for members and the officials in charge.
pub async fn members(app: &App, actor: &Actor, id: OrganizationId) -> AppResult<Page<Member>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let o = store::find(conn, id)?;
            if !actor.files_for(id) {
                must(conn, &o, &actor, in_charge)?;
            }
            Ok(Page::whole(everybody(conn, &this, id)?))
        })
        .await
}

fn everybody(conn: &mut Conn, app: &App, id: OrganizationId) -> AppResult<Vec<Member>> {
    let masked = |account: AccountId, sealed: &[u8]| -> AppResult<String> {
        let phone: String = app.secrets().open(account.uuid().as_bytes(), sealed)?;
        Ok(text::mask_phone(&phone))
    };
    let mut all = Vec::new();
    for (record, role) in highest(store::members(conn, id)?) {
        all.push(Member {
            phone: masked(record.account_id, &record.phone_sealed)?,
            account_id: record.account_id,
            display_name: record.display_name,
            membership: Membership::Member,
            role: Some(role),
            note: None,
            since: record.since,
        });
    }
    for asked in store::requests(conn, id)? {
        all.push(Member {
            phone: masked(asked.account_id, &asked.phone_sealed)?,
            account_id: asked.account_id,
            display_name: asked.display_name,
            membership: Membership::Requested,
            role: None,
            note: asked.note,
            since: asked.made_at,
        });
    }
    Ok(all)
}

/// Each member once, with the highest of their roles; in the order in which they joined.
fn highest(records: Vec<MemberRecord>) -> Vec<(MemberRecord, MemberRole)> {
    let mut all: Vec<(MemberRecord, MemberRole)> = Vec::new();
    let mut known: BTreeMap<AccountId, usize> = BTreeMap::new();
    for record in records {
        let role = if record.role == Role::OrgAdmin {
            MemberRole::OrgAdmin
        } else {
            MemberRole::Organizer
        };
        match known.get(&record.account_id) {
            Some(&at) if role == MemberRole::OrgAdmin => all[at].1 = role,
            Some(_) => {}
            None => {
                known.insert(record.account_id, all.len());
                all.push((record, role));
            }
        }
    }
    all
}

fn role_among(people: &[(MemberRecord, MemberRole)], who: AccountId) -> AppResult<MemberRole> {
    let found = people.iter().find(|(m, _)| m.account_id == who);
    found.map(|(_, role)| *role).ok_or_else(|| Code::NotFound.into())
}

fn admins(people: &[(MemberRecord, MemberRole)]) -> usize {
    people
        .iter()
        .filter(|(_, role)| *role == MemberRole::OrgAdmin)
        .count()
}

/// Asks to join. Its administrators decide; where there is none, the officials in charge.
pub async fn join(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    request: JoinOrganization,
) -> AppResult<Member> {
    let note = request
        .note
        .map(|note| clean::text(&note).trim().to_owned())
        .filter(|note| !note.is_empty());
    let length = note.as_deref().map_or(0, text::length);
    if length > NOTE_MAX {
        let fault = Fault::new("/note", FaultCode::TooLong);
        return Err(fault.with(NOTE_MAX).with(length).into());
    }
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let o = store::find(tx.conn(), id)?;
            if matches!(o.certification, Certification::Merged | Certification::Suspended) {
                return Err(Code::StepNotAllowed.into());
            }
            if actor.files_for(id) {
                return Err(Code::AlreadyMember.into());
            }
            if store::count_requests(tx.conn(), actor.account)? >= REQUESTS_MAX {
                return Err(Fault::new("", FaultCode::TooMany).with(REQUESTS_MAX).into());
            }
            let now = this.now();
            if !store::request(tx, id, actor.account, note.as_deref(), now)? {
                return Err(Code::AlreadyRequested.into());
            }
            let me = account::find(tx.conn(), actor.account)?;
            let args = vec![o.full_name.clone(), me.display_name.clone()];
            let decides = admins(&highest(store::members(tx.conn(), id)?)) > 0;
            let to = if decides {
                To::Organization(id)
            } else {
                let region = o.region_code.clone();
                To::Officials(domain::recommendation::manager_of(region.level()), region)
            };
            message::post(tx, &this, to, MessageKind::JoinRequested, None, args)?;
            let phone: String = this.secrets().open(me.id.uuid().as_bytes(), &me.phone_sealed)?;
            Ok(Member {
                account_id: me.id,
                display_name: me.display_name,
                phone: text::mask_phone(&phone),
                membership: Membership::Requested,
                role: None,
                note,
                since: now,
            })
        })
        .await
}

/// Its administrators, and the officials in charge, who are needed where there is no administrator.
fn must_manage(conn: &mut Conn, o: &OrganizationRecord, actor: &Actor) -> AppResult<()> {
    if actor.administers(o.id) {
        return Ok(());
    }
    must(conn, o, actor, may_certify)
}

/// Decides on a request to join.
pub async fn decide_join(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    who: AccountId,
    decided: DecideJoin,
) -> AppResult<Page<Member>> {
    let refuses = decided.decision == JoinDecision::Refuse;
    let why = reason::of(decided.reason.as_deref(), refuses)?;
    let role = decided.role.unwrap_or(MemberRole::Organizer);
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let o = store::find(tx.conn(), id)?;
            must_manage(tx.conn(), &o, &actor)?;
            // Two decide at once: the row goes once.
            store::hold(tx, id)?;
            if !store::take_request(tx, id, who)? {
                return Err(Code::NotFound.into());
            }
            let kind = if refuses {
                MessageKind::JoinRefused
            } else {
                give(tx, &this, id, who, role)?;
                MessageKind::JoinApproved
            };
            let args = vec![o.full_name, why.unwrap_or_default()];
            message::post(tx, &this, To::Account(who), kind, None, args)?;
            Ok(Page::whole(everybody(tx.conn(), &this, id)?))
        })
        .await
}

/// Gives a role in place of whatever the account had in the organisation.
fn give(tx: &mut Tx<'_>, app: &App, id: OrganizationId, who: AccountId, role: MemberRole) -> AppResult<()> {
    let now = app.now();
    store::let_go(tx, id, who, now)?;
    if role == MemberRole::OrgAdmin && admins(&highest(store::members(tx.conn(), id)?)) >= ADMINS_MAX {
        return Err(Code::TooManyAdmins.into());
    }
    let given = Grant {
        role: role.into(),
        region: None,
        organization: Some(id),
        lines: Vec::new(),
        on_behalf_of: None,
    };
    Ok(grant::insert(tx, app.new_id::<GrantId>(), who, &given, now)?)
}

/// Changes a member's role, or hands one's own over (移交).
pub async fn change_member(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    who: AccountId,
    change: MemberChange,
) -> AppResult<Page<Member>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let o = store::find(tx.conn(), id)?;
            must_manage(tx.conn(), &o, &actor)?;
            store::hold(tx, id)?;
            let people = highest(store::members(tx.conn(), id)?);
            let before = role_among(&people, who)?;
            let hands_over = change.hand_over && change.role == MemberRole::OrgAdmin && who != actor.account;
            if change.hand_over && !(hands_over && actor.administers(id)) {
                return Err(Fault::new("/hand_over", FaultCode::HandOverNotPossible).into());
            }
            let last = before == MemberRole::OrgAdmin && admins(&people) == 1;
            if last && change.role != MemberRole::OrgAdmin {
                return Err(Code::LastAdmin.into());
            }
            if hands_over {
                give(tx, &this, id, actor.account, MemberRole::Organizer)?;
            }
            if before != change.role {
                give(tx, &this, id, who, change.role)?;
                let kind = if change.role == MemberRole::OrgAdmin {
                    MessageKind::MadeOrgAdmin
                } else {
                    MessageKind::NoLongerOrgAdmin
                };
                message::post(tx, &this, To::Account(who), kind, None, vec![o.full_name])?;
            }
            Ok(Page::whole(everybody(tx.conn(), &this, id)?))
        })
        .await
}

/// Lets a member go, or leaves; takes one's request back. Officials may let the last administrator go, nobody else.
pub async fn remove_member(app: &App, actor: &Actor, id: OrganizationId, who: AccountId) -> AppResult<()> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let o = store::find(tx.conn(), id)?;
            let own = who == actor.account;
            let official = if own {
                false
            } else {
                must_manage(tx.conn(), &o, &actor)?;
                !actor.administers(id)
            };
            store::hold(tx, id)?;
            if store::take_request(tx, id, who)? {
                return Ok(());
            }
            let people = highest(store::members(tx.conn(), id)?);
            let role = role_among(&people, who)?;
            if role == MemberRole::OrgAdmin && admins(&people) == 1 && !official {
                return Err(Code::LastAdmin.into());
            }
            store::let_go(tx, id, who, this.now())?;
            if !own {
                let kind = MessageKind::LetGo;
                message::post(tx, &this, To::Account(who), kind, None, vec![o.full_name])?;
            }
            Ok(())
        })
        .await
}

/// Members of `from` become members of `into`; administrators beyond five become organizers.
pub(super) fn bring_over(
    tx: &mut Tx<'_>,
    app: &App,
    from: OrganizationId,
    into: OrganizationId,
) -> AppResult<()> {
    let there = highest(store::members(tx.conn(), into)?);
    let mut room = ADMINS_MAX.saturating_sub(admins(&there));
    let known: BTreeMap<AccountId, MemberRole> =
        there.iter().map(|(m, role)| (m.account_id, *role)).collect();
    for (member, role) in highest(store::members(tx.conn(), from)?) {
        let who = member.account_id;
        store::let_go(tx, from, who, app.now())?;
        let as_admin = role == MemberRole::OrgAdmin && room > 0;
        match (known.get(&who), as_admin) {
            (Some(MemberRole::OrgAdmin), _) | (Some(MemberRole::Organizer), false) => {}
            (_, true) => {
                room -= 1;
                give(tx, app, into, who, MemberRole::OrgAdmin)?;
            }
            (None, false) => give(tx, app, into, who, MemberRole::Organizer)?,
        }
        store::take_request(tx, into, who)?;
    }
    for asked in store::requests(tx.conn(), from)? {
        store::take_request(tx, from, asked.account_id)?;
        if !known.contains_key(&asked.account_id) {
            store::request(tx, into, asked.account_id, asked.note.as_deref(), asked.made_at)?;
        }
    }
    Ok(())
}
