use domain::access::Actor;
use domain::message::MessageKind;
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::progress::{NotReminded, REMINDER_NOTE_MAX, RegionStanding, Remind, Reminded, Reminders};
use domain::recommendation::manager_of;
use domain::region::RegionCode;
use domain::statistics::{FigureRight, may_figures};
use domain::text;
use persistence::{grant, quota as store, reference};

use super::progress::of;
use crate::app::App;
use crate::clean;
use crate::error::AppResult;
use crate::message::{To, post};

/// Reminds the officials of regions directly below (催办): of those named, or of all that are behind. Once a day each.
pub async fn remind(
    app: &App,
    actor: &Actor,
    edition: &str,
    region: RegionCode,
    asked: Remind,
) -> AppResult<Reminders> {
    may_figures(actor, FigureRight::Direct, &region)?;
    let (this, account, edition, now) = (app.clone(), actor.account, edition.to_owned(), app.now());
    let note = asked.note.as_deref().map(clean::text).unwrap_or_default();
    let note = note.trim().to_owned();
    app.db()
        .write(move |tx| {
            let edition = reference::edition(tx.conn(), &edition)?.ok_or(Code::NotFound)?;
            let progress = of(tx.conn(), &edition, &region, None, now)?;
            faults(&asked.region_codes, &progress.rows, &note).into_result()?;
            let wanted = |row: &RegionStanding| {
                if asked.region_codes.is_empty() {
                    row.standing.light.is_behind()
                } else {
                    asked.region_codes.contains(&row.region_code)
                }
            };
            let rows: Vec<RegionStanding> = progress.rows.into_iter().filter(wanted).collect();
            let codes: Vec<RegionCode> = rows.iter().map(|row| row.region_code.clone()).collect();
            let looked_after = grant::looked_after(tx.conn(), &codes)?;
            let mut regions = Vec::with_capacity(rows.len());
            for row in rows {
                let code = row.region_code;
                let not_reminded = if !row.standing.light.has_something_to_file() {
                    Some(NotReminded::NotBehind)
                } else if !looked_after.contains(&code) {
                    Some(NotReminded::Nobody)
                } else if !store::remind(tx, &edition.key, &code, account, now)? {
                    Some(NotReminded::RemindedToday)
                } else {
                    let last = row.standing.deadline.map(|day| day.to_string());
                    let args = vec![
                        edition.title.clone(),
                        row.standing.filed.to_string(),
                        row.standing.target.unwrap_or_default().to_string(),
                        last.unwrap_or_else(|| "—".to_owned()),
                        note.clone(),
                    ];
                    let to = To::Officials(manager_of(code.level()), code.clone());
                    post(tx, &this, to, MessageKind::QuotaBehind, None, args)?;
                    None
                };
                regions.push(Reminded {
                    region_code: code,
                    region_name: row.region_name,
                    not_reminded,
                });
            }
            Ok(Reminders { regions })
        })
        .await
}

fn faults(asked: &[RegionCode], rows: &[RegionStanding], note: &str) -> Faults {
    let mut faults = Faults::new();
    for (n, code) in asked.iter().enumerate() {
        if !rows.iter().any(|row| row.region_code == *code) {
            faults.push(Fault::new(format!("/region_codes/{n}"), FaultCode::UnknownRegion).with(code));
        }
    }
    let length = text::length(note);
    if length > REMINDER_NOTE_MAX {
        faults.push(
            Fault::new("/note", FaultCode::TooLong)
                .with(REMINDER_NOTE_MAX)
                .with(length),
        );
    }
    faults
}
