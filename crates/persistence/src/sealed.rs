//! Everything that is encrypted for years, to be moved to a new data key. Not here: entries of the audit log, which nobody
//! may change, and what is gone within days.

use diesel::prelude::*;
use uuid::Uuid;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::{
    accounts, activities, activity_revisions, content_reports, media_evidence, objections, organizations,
    second_factors, webhooks,
};
use crate::types::Uid;

/// Where something encrypted stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    AccountPhone,
    ActivityContact,
    RevisionContact,
    OrganizationContact,
    Authenticator,
    Objector,
    ReporterPhone,
    CameraData,
    WebhookSecret,
    WebhookPreviousSecret,
}

impl Place {
    pub const ALL: [Self; 10] = [
        Self::AccountPhone,
        Self::ActivityContact,
        Self::RevisionContact,
        Self::OrganizationContact,
        Self::Authenticator,
        Self::Objector,
        Self::ReporterPhone,
        Self::CameraData,
        Self::WebhookSecret,
        Self::WebhookPreviousSecret,
    ];
}

/// The row something encrypted belongs to: its identifier, and its number where one has several.
pub type RowKey = (Uuid, i32);

/// What a batch finds in a row; nothing where the row holds nothing.
pub type Found = (RowKey, Option<Vec<u8>>);

macro_rules! read {
    ($conn:ident, $after:ident, $count:ident, $table:ident . $id:ident, $column:ident) => {{
        let rows: Vec<(Uid, Option<Vec<u8>>)> = $table::table
            .filter($table::$id.gt(Uid($after.0)))
            .order($table::$id)
            .select(($table::$id, $table::$column.nullable()))
            .limit($count)
            .load($conn)?;
        rows.into_iter().map(|(id, sealed)| ((id.0, 0), sealed)).collect()
    }};
    ($conn:ident, $after:ident, $count:ident, $table:ident . $id:ident . $number:ident, $column:ident) => {{
        let (id, number) = (Uid($after.0), $after.1);
        let rows: Vec<(Uid, i32, Vec<u8>)> = $table::table
            .filter(
                $table::$id
                    .gt(id)
                    .or($table::$id.eq(id).and($table::$number.gt(number))),
            )
            .order(($table::$id, $table::$number))
            .select(($table::$id, $table::$number, $table::$column))
            .limit($count)
            .load($conn)?;
        rows.into_iter()
            .map(|(id, number, sealed)| ((id.0, number), Some(sealed)))
            .collect()
    }};
}

macro_rules! write {
    ($tx:ident, $at:ident, $from:ident, $to:ident, $table:ident . $id:ident, $column:ident) => {
        diesel::update(
            $table::table
                .filter($table::$id.eq(Uid($at.0)))
                .filter($table::$column.eq($from)),
        )
        .set($table::$column.eq($to))
        .execute($tx.conn())
    };
    ($tx:ident, $at:ident, $from:ident, $to:ident, $table:ident . $id:ident . $number:ident, $column:ident) => {
        diesel::update(
            $table::table
                .filter($table::$id.eq(Uid($at.0)))
                .filter($table::$number.eq($at.1))
                .filter($table::$column.eq($from)),
        )
        .set($table::$column.eq($to))
        .execute($tx.conn())
    };
}

/// Reads on behind a row. The very first is [`Uuid::nil`] with the number -1.
pub fn batch(conn: &mut Conn, place: Place, after: RowKey, count: i64) -> StoreResult<Vec<Found>> {
    Ok(match place {
        Place::AccountPhone => read!(conn, after, count, accounts.id, phone_sealed),
        Place::ActivityContact => read!(conn, after, count, activities.id, sealed),
        Place::RevisionContact => read!(conn, after, count, activity_revisions.activity_id.number, sealed),
        Place::OrganizationContact => read!(conn, after, count, organizations.id, contact_sealed),
        Place::Authenticator => read!(conn, after, count, second_factors.account_id, secret_sealed),
        Place::Objector => read!(conn, after, count, objections.notice_id.n, sealed),
        Place::ReporterPhone => read!(conn, after, count, content_reports.id, phone_sealed),
        Place::CameraData => read!(conn, after, count, media_evidence.media_id, sealed),
        Place::WebhookSecret => read!(conn, after, count, webhooks.id, secret),
        Place::WebhookPreviousSecret => read!(conn, after, count, webhooks.id, previous_secret),
    })
}

/// Puts `to` where `from` stands; false where something else stands there meanwhile.
pub fn replace(tx: &mut Tx<'_>, place: Place, at: RowKey, from: &[u8], to: &[u8]) -> StoreResult<bool> {
    let written = match place {
        Place::AccountPhone => write!(tx, at, from, to, accounts.id, phone_sealed),
        Place::ActivityContact => write!(tx, at, from, to, activities.id, sealed),
        Place::RevisionContact => write!(tx, at, from, to, activity_revisions.activity_id.number, sealed),
        Place::OrganizationContact => write!(tx, at, from, to, organizations.id, contact_sealed),
        Place::Authenticator => write!(tx, at, from, to, second_factors.account_id, secret_sealed),
        Place::Objector => write!(tx, at, from, to, objections.notice_id.n, sealed),
        Place::ReporterPhone => write!(tx, at, from, to, content_reports.id, phone_sealed),
        Place::CameraData => write!(tx, at, from, to, media_evidence.media_id, sealed),
        Place::WebhookSecret => write!(tx, at, from, to, webhooks.id, secret),
        Place::WebhookPreviousSecret => write!(tx, at, from, to, webhooks.id, previous_secret),
    };
    Ok(written? == 1)
}
