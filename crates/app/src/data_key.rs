//! Keys that encrypt personal data: reading them, another secret to open them, new ones, and moving everything to the
//! newest. Key management as NIST SP 800-57 part 1 (5.3, 8.2) describes it: a key of its own wraps those in use.

use domain::time::Instant;
use persistence::data_key::{self as store, DataKeyRecord};
use persistence::sealed::{self, Place};
use persistence::{Db, StoreError};
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::secrets::{FIRST, Material, Secrets, Wrapping};

/// Seconds after which a new key is used: every process has read it by then.
pub const GRACE_SECONDS: i64 = 120;

/// Rows that are moved to another key at once.
const BATCH: i64 = 500;

/// Reads the data keys of an installation; makes the first where there is none. Before it nothing personal can be read or
/// written; repeated, it notices keys that were added since.
///
/// # Errors
/// When the operator's secret opens none of them.
pub async fn read(app: &App) -> AppResult<()> {
    take_in_hand(app.db(), app.secrets(), app.now()).await
}

/// The same, for a program that works on the database without being the platform.
pub async fn take_in_hand(db: &Db, secrets: &Secrets, now: Instant) -> AppResult<()> {
    let (mut all, in_use) = db
        .read(|conn| Ok::<_, StoreError>((store::list(conn)?, store::is_in_use(conn)?)))
        .await?;
    let wrapping = secrets.wrapping();
    if all.is_empty() {
        let material = if in_use {
            wrapping.inherited()
        } else {
            Wrapping::fresh()
        };
        let first = wrapped(wrapping, FIRST, &material, now)?;
        all = db
            .write(move |tx| {
                store::insert(tx, &first)?;
                store::list(tx.conn())
            })
            .await?;
    }
    let mut later = opened(wrapping, &all)?;
    let first = later.remove(0);
    if first.number != FIRST {
        return Err(AppError::internal("the first data key is missing"));
    }
    secrets.hold(&first.bytes, &later, now);
    Ok(())
}

fn wrapped(
    wrapping: &Wrapping,
    number: i32,
    material: &[u8],
    used_from: Instant,
) -> AppResult<DataKeyRecord> {
    Ok(DataKeyRecord {
        number,
        secret_mark: wrapping.mark().to_vec(),
        wrapped: wrapping.wrap(number, material)?,
        used_from,
    })
}

/// What the secret opens, by number; at least one.
fn opened(wrapping: &Wrapping, all: &[DataKeyRecord]) -> AppResult<Vec<Material>> {
    let ours: Vec<Material> = all
        .iter()
        .filter(|key| key.secret_mark == wrapping.mark())
        .map(|key| {
            Ok(Material {
                number: key.number,
                used_from: key.used_from,
                bytes: wrapping.unwrap(key.number, &key.wrapped)?,
            })
        })
        .collect::<AppResult<_>>()?;
    if ours.is_empty() {
        return Err(AppError::internal(
            "KEPU_SECRET does not open the keys of this database: it is not the secret of this installation",
        ));
    }
    Ok(ours)
}

/// Lets `secret` open the data keys too. The present one goes on doing so until [`forget_other_secrets`], so that one
/// process after the other can be started with the new one. Answers how many keys there are.
pub async fn admit_secret(app: &App, secret: &[u8]) -> AppResult<usize> {
    let new = Wrapping::of(secret);
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let ours = opened(this.secrets().wrapping(), &store::list(tx.conn())?)?;
            for key in &ours {
                store::insert(tx, &wrapped(&new, key.number, &key.bytes, key.used_from)?)?;
            }
            Ok(ours.len())
        })
        .await
}

/// Only the present secret opens the data keys from now on. Answers how many wrapped keys were removed.
pub async fn forget_other_secrets(app: &App) -> AppResult<usize> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let wrapping = this.secrets().wrapping();
            let all = store::list(tx.conn())?;
            // Never the last way to a key.
            let ours = opened(wrapping, &all)?.len();
            let numbers: std::collections::BTreeSet<_> = all.iter().map(|key| key.number).collect();
            if ours < numbers.len() {
                return Err(AppError::internal(
                    "this secret does not open every data key: admit it once more with the one that does",
                ));
            }
            Ok(store::forget_other_secrets(tx, wrapping.mark())?)
        })
        .await
}

/// Makes a new data key, for every secret that opens the present ones only while it is the one in hand: whoever changes
/// the secret meanwhile admits the new one again. Answers its number; everything new is encrypted with it after
/// [`GRACE_SECONDS`].
pub async fn add(app: &App) -> AppResult<i32> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let all = store::list(tx.conn())?;
            let number = all.iter().map(|key| key.number).max().unwrap_or(FIRST) + 1;
            let from = this.now().plus_seconds(GRACE_SECONDS);
            let key = wrapped(this.secrets().wrapping(), number, &Wrapping::fresh(), from)?;
            store::insert(tx, &key)?;
            Ok(number)
        })
        .await
}

/// What [`renew`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Number of the key everything is encrypted with now.
    pub key: i32,
    /// How many were encrypted anew.
    pub moved: u64,
    /// How many were encrypted with it already.
    pub kept: u64,
}

/// Encrypts everything that is kept for years with the current data key. May be stopped and repeated; changes that come in
/// between win.
pub async fn renew(app: &App) -> AppResult<Renewed> {
    read(app).await?;
    let mut done = Renewed {
        key: app.secrets().current_key(),
        ..Renewed::default()
    };
    for place in Place::ALL {
        let mut after = (Uuid::nil(), -1);
        loop {
            let found = app
                .db()
                .read(move |conn| sealed::batch(conn, place, after, BATCH))
                .await?;
            let Some((last, _)) = found.last() else { break };
            after = *last;
            let this = app.clone();
            let (moved, kept) = app
                .db()
                .write(move |tx| {
                    let (mut moved, mut kept) = (0, 0);
                    for ((id, n), old) in found {
                        let Some(old) = old else { continue };
                        match this.secrets().reseal(&owner(place, id, n), &old)? {
                            Some(new) => moved += u64::from(sealed::replace(tx, place, (id, n), &old, &new)?),
                            None => kept += 1,
                        }
                    }
                    Ok::<_, AppError>((moved, kept))
                })
                .await?;
            done.moved += moved;
            done.kept += kept;
        }
    }
    Ok(done)
}

/// What something encrypted is bound to.
fn owner(place: Place, id: Uuid, n: i32) -> Vec<u8> {
    match place {
        Place::Objector => crate::public_notice::owner(id.into(), n),
        _ => id.as_bytes().to_vec(),
    }
}
