//! Reports of public content (举报): anybody may make one, the region's reviewer answers, the reporter hears of it.

use domain::access::{ActivityAction, Actor, may};
use domain::activity::status::{Stage, Status, Step};
use domain::id::{ActivityId, ReportId, ResourceId};
use domain::message::MessageKind;
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode};
use domain::region::RegionCode;
use domain::report::{
    AnswerReport, ContentReport, NewReport, ReportProgress, ReportReceipt, ReportStatus, check_answer,
    check_new,
};
use domain::text::Phone;
use persistence::report::{self, ReportRecord};
use persistence::{Conn, StoreError, activity, resource as resources};

use crate::activity::{transition, view};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};
use crate::message::{self, Sms, To};
use crate::{clean, cursor, resource};

/// Open reports of one activity; more say nothing new and would bury the reviewer.
const OPEN_MAX: i64 = 50;

/// Takes a report of an activity that is public. The receipt is shown once and kept as a digest only.
pub async fn make(app: &App, reporter: Option<&Actor>, new: NewReport) -> AppResult<ReportReceipt> {
    check_new(&new).into_result()?;
    let (this, reporter_id) = (app.clone(), reporter.map(|actor| actor.account));
    app.db()
        .write(move |tx| {
            let a = match activity::find(tx.conn(), new.activity_id) {
                Ok(found) if found.status == Status::Approved => found,
                Ok(_) | Err(StoreError::NotFound) => return Err(Code::NotFound.into()),
                Err(other) => return Err(other.into()),
            };
            if report::open_reports(tx.conn(), a.id)? >= OPEN_MAX {
                return Err(AppError::Wait(Code::TooManyRequests, 3_600));
            }
            let id: ReportId = this.new_id();
            let receipt = this.random_token();
            let phone = new.phone.as_deref().filter(|p| !p.trim().is_empty());
            let phone_sealed = phone
                .map(Phone::parse)
                .transpose()?
                .map(|phone| this.secrets().seal(id.uuid().as_bytes(), &phone.as_str()))
                .transpose()?;
            let title = a.content.title.clone().unwrap_or_default();
            let resource_title = shown_of(tx.conn(), a.id, new.resource_id)?;
            let record = ReportRecord {
                id,
                activity_id: a.id,
                review_region: a.review_region.clone(),
                category: new.category,
                body: clean::text(&new.text).trim().to_owned(),
                receipt_digest: digest(&this, &receipt),
                phone_sealed,
                reporter_id,
                status: ReportStatus::Open,
                answer: None,
                answered_by: None,
                answered_at: None,
                version: 1,
                created_at: this.now(),
                resource_id: new.resource_id,
                title: title.clone(),
                resource_title: resource_title.clone(),
            };
            report::insert(tx, &record)?;
            let to = if a.review_region.is_country() {
                To::Reviewers(Stage::National, RegionCode::country())
            } else {
                To::Reviewers(Stage::Province, a.review_region.province())
            };
            let args = vec![resource_title.unwrap_or(title), new.category.name().to_owned()];
            message::post(tx, &this, to, MessageKind::ContentReported, Some(a.id), args)?;
            Ok(ReportReceipt {
                receipt,
                created_at: record.created_at,
            })
        })
        .await
}

/// The title of a resource of the activity that is public.
fn shown_of(conn: &mut Conn, activity: ActivityId, id: Option<ResourceId>) -> AppResult<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let r = resources::find(conn, id)?;
    if r.activity_id == activity && r.shown {
        Ok(Some(r.content.title))
    } else {
        Err(Code::NotFound.into())
    }
}

fn digest(app: &App, receipt: &str) -> Vec<u8> {
    app.secrets().digest("report receipt", receipt.as_bytes())
}

/// What became of a report, for whoever holds its receipt.
pub async fn progress(app: &App, receipt: &str) -> AppResult<ReportProgress> {
    let digest = digest(app, receipt);
    let found = app
        .db()
        .read(move |conn| report::find_by_receipt(conn, &digest))
        .await?
        .ok_or(Code::NotFound)?;
    Ok(ReportProgress {
        status: found.status,
        activity_title: found.resource_title.unwrap_or(found.title),
        answer: found.answer,
        created_at: found.created_at,
        answered_at: found.answered_at,
    })
}

/// Reports within the actor's reach, latest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    status: Option<ReportStatus>,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<ContentReport>> {
    let regions = actor.answers_for();
    if regions.is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let after: Option<ReportId> = cursor.map(cursor::read).transpose()?;
    let limit = limit.get();
    let mut found = app
        .db()
        .read(move |conn| {
            let mut found = Vec::new();
            for region in &regions {
                found.extend(report::list(conn, region, status, after, limit + 1)?);
            }
            Ok::<_, StoreError>(found)
        })
        .await?;
    found.sort_by_key(|r| std::cmp::Reverse(r.id));
    let next = cursor::cut(&mut found, limit, |r| r.id)?;
    Ok(Page {
        next,
        items: found.into_iter().map(shown).collect(),
        total: None,
    })
}

fn shown(r: ReportRecord) -> ContentReport {
    ContentReport {
        id: r.id,
        activity_id: r.activity_id,
        activity_title: r.title,
        resource_id: r.resource_id,
        resource_title: r.resource_title,
        category: r.category,
        text: r.body,
        status: r.status,
        wants_answer: r.phone_sealed.is_some() || r.reporter_id.is_some(),
        answer: r.answer,
        created_at: r.created_at,
        answered_at: r.answered_at,
        version: r.version,
    }
}

/// Answers a report, and takes the activity or the resource down in the same step where that is the answer.
pub async fn answer(
    app: &App,
    actor: &Actor,
    id: ReportId,
    expected: i32,
    given: AnswerReport,
) -> AppResult<ContentReport> {
    let regions = actor.answers_for();
    if regions.is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut r = report::find(tx.conn(), id)?;
            if !regions.iter().any(|region| region.contains(&r.review_region)) {
                return Err(Code::NotFound.into());
            }
            let mut a = activity::find(tx.conn(), r.activity_id)?;
            let scope = view::scope_of(&a);
            // 回避: nobody answers what is said of their own organisation.
            if scope.involved.iter().any(|o| actor.files_for(*o)) {
                return Err(Code::Recused.into());
            }
            if r.version != expected {
                return Err(AppError::Stale { current: r.version });
            }
            if r.status != ReportStatus::Open {
                return Err(Code::AlreadyAnswered.into());
            }
            check_answer(&given).into_result()?;
            let text = clean::text(&given.answer).trim().to_owned();
            if text.is_empty() {
                return Err(Fault::new("/answer", FaultCode::Required).with("答复内容").into());
            }
            r.status = given.status;
            r.answer = Some(text.clone());
            r.answered_by = Some(actor.account);
            r.answered_at = Some(this.now());
            r.version += 1;
            report::save(tx, &r, expected)?;
            if let (true, Some(id)) = (given.take_down, r.resource_id) {
                resource::take_back(tx, &this, &actor, id, &text)?;
            } else if given.take_down {
                may(&actor, ActivityAction::TakeDown, &scope)?;
                let reason = transition::reason(Step::TakeDown, Some(&text))?;
                transition::take(tx, &this, &mut a, Step::TakeDown, &actor, reason)?;
            }
            let title = r.resource_title.as_ref().unwrap_or(&r.title);
            let args = vec![title.clone(), text];
            if let Some(reporter) = r.reporter_id {
                let kind = MessageKind::ReportAnswered;
                message::post(tx, &this, To::Account(reporter), kind, Some(a.id), args.clone())?;
            }
            if let Some(phone) = r.phone_sealed.clone() {
                let sms = Sms::to_sealed(id.uuid(), phone, MessageKind::ReportAnswered, args);
                job::ask(tx, &this, &Work::SendSms(sms), None, this.now())?;
            }
            Ok(shown(r))
        })
        .await
}
