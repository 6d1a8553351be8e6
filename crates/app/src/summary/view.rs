//! Summaries as somebody may see them. A handful of statements, however many there are.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::edition::Edition;
use domain::id::OrganizationId;
use domain::region::{RegionCode, RegionLevel};
use domain::summary::{
    Summary, SummaryAction, SummaryDeadline, SummaryEvent, SummaryItem, SummaryRight, SummaryStep,
    UsualTexts, draft, may_summary,
};
use domain::time::Instant;
use persistence::summary::{self as store, SummaryRecord};
use persistence::{Conn, organization, reference};

use super::figures;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// The association of a region (科协), by which papers are addressed and signed.
const ASSOCIATION: &str = "科学技术协会";

pub(super) fn deadline(s: &SummaryRecord, edition: &Edition) -> Option<SummaryDeadline> {
    SummaryDeadline::of(edition, s.level, &s.region_code, s.line.as_deref())
}

fn item(s: &SummaryRecord, names: &Names, edition: Option<&Edition>, now: Instant) -> SummaryItem {
    let deadline = edition.and_then(|edition| deadline(s, edition));
    SummaryItem {
        id: s.id,
        edition: s.edition.clone(),
        level: s.level,
        unit_name: names.unit(s),
        region_code: s.region_code.clone(),
        organization_id: s.organization_id,
        recipient_name: names.region(&s.recipient),
        recipient: s.recipient.clone(),
        status: s.status,
        late: s.late,
        overdue: s.submission == 0 && deadline.is_some_and(|deadline| deadline.is_over(now)),
        deadline,
        submission: s.submission,
        submitted_at: s.submitted_at,
        updated_at: s.updated_at,
        version: s.version,
    }
}

/// Names of the regions and organisations that summaries name.
struct Names {
    regions: BTreeMap<RegionCode, String>,
    organizations: BTreeMap<OrganizationId, String>,
}

impl Names {
    fn of(conn: &mut Conn, all: &[SummaryRecord]) -> AppResult<Self> {
        let mut regions: Vec<RegionCode> = all
            .iter()
            .flat_map(|s| [s.region_code.clone(), s.recipient.clone()])
            .collect();
        regions.sort_unstable();
        regions.dedup();
        let ids: Vec<OrganizationId> = all.iter().filter_map(|s| s.organization_id).collect();
        Ok(Self {
            regions: reference::region_names(conn, &regions)?,
            organizations: organization::certifications(conn, &ids)?
                .into_iter()
                .map(|(id, (name, _))| (id, name))
                .collect(),
        })
    }
    fn region(&self, code: &RegionCode) -> String {
        self.regions.get(code).cloned().unwrap_or_default()
    }
    fn unit(&self, s: &SummaryRecord) -> String {
        match s.organization_id {
            Some(id) => self.organizations.get(&id).cloned().unwrap_or_default(),
            None => self.region(&s.region_code),
        }
    }
}

pub(super) fn items(conn: &mut Conn, app: &App, all: &[SummaryRecord]) -> AppResult<Vec<SummaryItem>> {
    let names = Names::of(conn, all)?;
    let editions = reference::all_editions(conn)?;
    let now = app.now();
    Ok(all
        .iter()
        .map(|s| {
            let edition = editions.iter().find(|edition| edition.key == s.edition);
            item(s, &names, edition, now)
        })
        .collect())
}

pub(super) fn edition_of(conn: &mut Conn, s: &SummaryRecord) -> AppResult<Edition> {
    reference::edition(conn, &s.edition)?
        .ok_or_else(|| AppError::internal(format!("edition {} is gone", s.edition)))
}

/// As a person calls a region on paper: a district with its city, 温州市鹿城区; everything else by its own name.
fn spoken(conn: &mut Conn, code: &RegionCode) -> AppResult<String> {
    if code.is_country() {
        return Ok("中国".to_owned());
    }
    let found =
        reference::region(conn, code)?.ok_or_else(|| AppError::internal(format!("region {code} is gone")))?;
    if code.level() != RegionLevel::County || !found.name.ends_with('区') {
        return Ok(found.name);
    }
    // Past 市辖区, which nobody says.
    let above = crate::recommendation::place::above(conn, code)?;
    let above = match above {
        Some(above) => reference::region(conn, &above)?.map(|r| r.name),
        None => None,
    };
    Ok(format!("{}{}", above.unwrap_or_default(), found.name))
}

/// What stands in it where nobody wrote anything else, and what its unit is called in a sentence.
fn usual(
    conn: &mut Conn,
    s: &SummaryRecord,
    names: &Names,
    edition: &Edition,
) -> AppResult<(UsualTexts, String)> {
    let addressee = format!("{}{ASSOCIATION}", spoken(conn, &s.recipient)?);
    let (unit, signatory) = match s.organization_id {
        Some(_) => (names.unit(s), names.unit(s)),
        None => {
            let region = spoken(conn, &s.region_code)?;
            let signatory = format!("{region}{ASSOCIATION}");
            (region, signatory)
        }
    };
    let texts = UsualTexts {
        title: format!("{unit}{}活动总结", edition.title),
        addressee,
        signatory,
    };
    Ok((texts, unit))
}

/// The figures as they stand now.
pub(super) fn live_figures(
    conn: &mut Conn,
    app: &App,
    s: &SummaryRecord,
    edition: &Edition,
) -> AppResult<domain::summary::SummaryFigures> {
    let names = Names::of(conn, std::slice::from_ref(s))?;
    figures::of(conn, s, &names.unit(s), edition, app.now())
}

/// One summary: to those who write it as it stands, to all others as it was handed in last.
pub(super) fn whole(conn: &mut Conn, app: &App, s: &SummaryRecord, actor: &Actor) -> AppResult<Summary> {
    let now = app.now();
    let edition = edition_of(conn, s)?;
    let names = Names::of(conn, std::slice::from_ref(s))?;
    let item = item(s, &names, Some(&edition), now);
    let (usual, unit) = usual(conn, s, &names, &edition)?;
    let writes = may_summary(actor, SummaryRight::Write, &s.scope()).is_ok();
    // Members of an organisation see what their administrators write.
    let own = writes || s.organization_id.is_some_and(|id| actor.files_for(id));
    let frozen = s.submission > 0 && !(own && s.status.is_editable());
    let (content, figures) = if frozen {
        let last = store::submission(conn, s.id, s.submission)?;
        (last.content, last.figures)
    } else {
        (
            s.content.clone(),
            figures::of(conn, s, &item.unit_name, &edition, now)?,
        )
    };
    let drafts = writes && s.status.is_editable();
    let draft = drafts.then(|| {
        draft(
            &unit,
            &edition.title,
            &figures,
            &figures.reported(&content.overrides),
        )
    });
    let events = store::events(conn, s.id)?
        .into_iter()
        .map(|e| SummaryEvent {
            step: e.step,
            reason: e.reason,
            at: e.at,
        })
        .collect();
    Ok(Summary {
        actions: actions(s, actor),
        edition_title: edition.title,
        item,
        content,
        usual,
        figures,
        frozen,
        draft,
        events,
    })
}

fn actions(s: &SummaryRecord, actor: &Actor) -> Vec<SummaryAction> {
    let scope = s.scope();
    [
        (SummaryAction::Edit, SummaryRight::Write, SummaryStep::Save),
        (SummaryAction::Submit, SummaryRight::Write, SummaryStep::Submit),
        (SummaryAction::Accept, SummaryRight::Decide, SummaryStep::Accept),
        (SummaryAction::Return, SummaryRight::Decide, SummaryStep::Return),
    ]
    .into_iter()
    .filter(|(_, right, step)| may_summary(actor, *right, &scope).is_ok() && s.status.after(*step).is_ok())
    .map(|(action, ..)| action)
    .collect()
}

/// 温州市鹿城区2024年全国科普日活动总结, as messages call it.
pub(super) fn title_of(conn: &mut Conn, s: &SummaryRecord) -> AppResult<String> {
    let title = s.content.title.trim();
    if !title.is_empty() {
        return Ok(title.to_owned());
    }
    let edition = edition_of(conn, s)?;
    let names = Names::of(conn, std::slice::from_ref(s))?;
    Ok(usual(conn, s, &names, &edition)?.0.title)
}

/// Name of the region or organisation.
pub(super) fn unit_of(conn: &mut Conn, s: &SummaryRecord) -> AppResult<String> {
    Ok(Names::of(conn, std::slice::from_ref(s))?.unit(s))
}
