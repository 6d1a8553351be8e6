use diesel::prelude::*;
use domain::id::{AccountId, EntryId, ListId};
use domain::recommendation::score::ExpertScore;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::StoreResult;
use crate::schema::{accounts, expert_scores, score_experts};
use crate::types::{At, Json, Uid};

/// Somebody who was invited to score a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertRecord {
    pub account_id: AccountId,
    pub display_name: String,
}

/// Invites somebody; false when they were invited before.
pub fn invite(
    tx: &mut Tx<'_>,
    list: ListId,
    who: AccountId,
    by: AccountId,
    at: Instant,
) -> StoreResult<bool> {
    let row = diesel::insert_into(score_experts::table).values((
        score_experts::list_id.eq(Uid::from(list)),
        score_experts::account_id.eq(Uid::from(who)),
        score_experts::invited_by.eq(Uid::from(by)),
        score_experts::invited_at.eq(At::from(at)),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

/// Takes an invitation back; what they scored is kept and no longer counts.
pub fn dismiss(tx: &mut Tx<'_>, list: ListId, who: AccountId) -> StoreResult<()> {
    diesel::delete(score_experts::table.find((Uid::from(list), Uid::from(who)))).execute(tx.conn())?;
    Ok(())
}

pub fn is_expert(conn: &mut Conn, list: ListId, who: AccountId) -> StoreResult<bool> {
    let found = score_experts::table.find((Uid::from(list), Uid::from(who)));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(conn)?)
}

/// The experts of a list, in the order of their invitation.
pub fn experts(conn: &mut Conn, list: ListId) -> StoreResult<Vec<ExpertRecord>> {
    let rows: Vec<(Uid, String)> = score_experts::table
        .inner_join(accounts::table.on(accounts::id.eq(score_experts::account_id)))
        .filter(score_experts::list_id.eq(Uid::from(list)))
        .order((score_experts::invited_at, score_experts::account_id))
        .select((accounts::id, accounts::display_name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, display_name)| ExpertRecord {
            account_id: id.0.into(),
            display_name,
        })
        .collect())
}

/// The lists somebody is invited to score.
pub fn invitations(conn: &mut Conn, who: AccountId) -> StoreResult<Vec<ListId>> {
    let rows: Vec<Uid> = score_experts::table
        .filter(score_experts::account_id.eq(Uid::from(who)))
        .order(score_experts::list_id.desc())
        .select(score_experts::list_id)
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Keeps an expert's scores of an entry instead of earlier ones.
pub fn put_score(
    tx: &mut Tx<'_>,
    entry: EntryId,
    who: AccountId,
    score: &ExpertScore,
    at: Instant,
) -> StoreResult<()> {
    let (entry, who, doc, at) = (Uid::from(entry), Uid::from(who), Json::of(score)?, At::from(at));
    upsert(
        tx.conn(),
        |conn| {
            diesel::update(expert_scores::table.find((entry, who)))
                .set((expert_scores::scores.eq(&doc), expert_scores::scored_at.eq(at)))
                .execute(conn)
        },
        |conn| {
            let row = diesel::insert_into(expert_scores::table).values((
                expert_scores::entry_id.eq(entry),
                expert_scores::account_id.eq(who),
                expert_scores::scores.eq(&doc),
                expert_scores::scored_at.eq(at),
            ));
            InsertOrKeep(row).execute(conn)
        },
    )
}

/// Scores of these entries by whoever gave them.
pub fn scores(conn: &mut Conn, entries: &[EntryId]) -> StoreResult<Vec<(EntryId, AccountId, ExpertScore)>> {
    let ids: Vec<Uid> = entries.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Uid, Json)> = expert_scores::table
        .filter(expert_scores::entry_id.eq_any(ids))
        .order((
            expert_scores::entry_id,
            expert_scores::scored_at,
            expert_scores::account_id,
        ))
        .select((
            expert_scores::entry_id,
            expert_scores::account_id,
            expert_scores::scores,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(entry, who, doc)| Ok((entry.0.into(), who.0.into(), doc.read()?)))
        .collect()
}
