use chrono::NaiveDate;
use documents::chinese_date;
use domain::access::Actor;
use domain::calendar::{WORKING_DAYS_MAX, WorkingPeriod};
use domain::edition::Edition;
use domain::message::MessageKind;
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::public_notice::{NewNotice, PublicNotice};
use domain::recommendation::{ListRight, ListStatus, may_list};
use domain::time::Instant;
use persistence::public_notice::{self as store, NoticeRecord};
use persistence::{recommendation, reference};

use super::view;
use crate::activity::view::edition_of;
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};
use crate::message::{self, To};
use crate::repeat::{self, Outcome, Repeat};

/// Characters of the text above the list.
const TEXT_MAX: usize = 2_000;

/// A period in working days of an edition's calendar: what is skipped, and when it ends.
pub async fn working_period(
    app: &App,
    edition: &str,
    starts_on: NaiveDate,
    working_days: u32,
) -> AppResult<WorkingPeriod> {
    if !(1..=WORKING_DAYS_MAX).contains(&working_days) {
        let fault = Fault::new("/working_days", FaultCode::OutOfRange);
        return Err(fault.with(1).with(WORKING_DAYS_MAX).into());
    }
    let edition = crate::reference::edition(app, edition).await?;
    Ok(edition.calendar.period(starts_on, working_days))
}

/// Begins the public notice of a locked list.
pub async fn begin(
    app: &App,
    actor: &Actor,
    new: NewNotice,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<PublicNotice>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (account, now) = (actor.account, this.now());
            let location = |n: &PublicNotice| format!("/api/v1/public-notices/{}", n.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let l = recommendation::find(tx.conn(), new.list_id)?;
                may_list(&actor, ListRight::Manage, &l.region_code)?;
                if l.status == ListStatus::Open {
                    return Err(Code::ListNotLocked.into());
                }
                let edition = edition_of(tx.conn(), &l.edition)?;
                let text = checked(&new, &edition, now)?;
                let period = edition.calendar.period(new.starts_on, new.working_days);
                let region = reference::region(tx.conn(), &l.region_code)?;
                let region = region.map(|r| r.full_name).unwrap_or_default();
                let title = format!("{}{region}{}推荐名单公示", edition.title, l.subject.name());
                let body = text.unwrap_or_else(|| {
                    format!(
                        "经推荐、遴选，现将{}{region}{}推荐名单予以公示，公示期为{}至{}（{} 个工作日）。如有异议，请在公示期内以真实姓名提出，说明事实并附证明材料。",
                        edition.title,
                        l.subject.name(),
                        chinese_date(period.starts_on),
                        chinese_date(period.ends_on),
                        period.working_days
                    )
                });
                let n = NoticeRecord {
                    id: this.new_id(),
                    list_id: l.id,
                    edition: l.edition.clone(),
                    region_code: l.region_code.clone(),
                    subject: l.subject,
                    title,
                    body,
                    starts_on: period.starts_on,
                    ends_on: period.ends_on,
                    working_days: i32::try_from(period.working_days).map_err(AppError::internal)?,
                    closes_at: Instant::end_of_day(period.ends_on),
                    published_at: None,
                    version: 1,
                    created_by: actor.account,
                    created_at: now,
                };
                // A list that is sent back at the same moment waits, or has come first.
                recommendation::touch(tx, l.id, now)?;
                if recommendation::find(tx.conn(), l.id)?.status == ListStatus::Open {
                    return Err(Code::ListNotLocked.into());
                }
                if !store::insert(tx, &n)? {
                    return Err(Code::NoticeExists.into());
                }
                for e in recommendation::take_all(tx.conn(), l.id)? {
                    let args = vec![e.name, n.starts_on.to_string(), n.ends_on.to_string()];
                    let to = To::Organization(e.organization_id);
                    message::post(tx, &this, to, MessageKind::NoticeBegins, e.activity_id, args)?;
                }
                view::of_notice(tx.conn(), &this, &n, &actor)
            })
        })
        .await
}

fn checked(new: &NewNotice, edition: &Edition, now: Instant) -> AppResult<Option<String>> {
    let mut faults = Faults::new();
    if new.starts_on < now.shanghai_date() {
        faults.add("/starts_on", FaultCode::TimeInPast);
    } else if (new.starts_on - now.shanghai_date()).num_days() > 366 {
        faults.push(Fault::new("/starts_on", FaultCode::PeriodTooLong).with(366));
    }
    let least = match edition.recommendation.notice_working_days_min {
        0 => 3,
        set => set,
    };
    if new.working_days < least {
        faults.push(Fault::new("/working_days", FaultCode::WorkingDaysTooFew).with(least));
    } else if new.working_days > WORKING_DAYS_MAX {
        let fault = Fault::new("/working_days", FaultCode::OutOfRange);
        faults.push(fault.with(least).with(WORKING_DAYS_MAX));
    }
    let text = new
        .text
        .as_deref()
        .map(|t| clean::text(t).trim().to_owned())
        .filter(|t| !t.is_empty());
    let length = text.as_deref().map_or(0, domain::text::length);
    if length > TEXT_MAX {
        faults.push(
            Fault::new("/text", FaultCode::TooLong)
                .with(TEXT_MAX)
                .with(length),
        );
    }
    faults.into_result()?;
    Ok(text)
}
