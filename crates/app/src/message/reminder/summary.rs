use domain::edition::DeadlineKind;
use domain::message::MessageKind;
use domain::recommendation::manager_of;
use domain::region::{RegionCode, RegionLevel};
use domain::summary::{SummaryDeadline, SummaryLevel};
use persistence::{reference, summary as store};

use super::{once, step};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::message::tell::{Posting, To};

/// Reminds the officials of regions that have not handed in their summary (总结报送).
pub(super) async fn remind(app: &App) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let now = this.now();
            let today = now.shanghai_date();
            let mut postings = Vec::new();
            for edition in reference::all_editions(tx.conn())? {
                for deadline in edition
                    .deadlines
                    .iter()
                    .filter(|d| d.kind == DeadlineKind::Summary)
                {
                    let left = (deadline.on - today).num_days();
                    let Some(due) = step(left) else { continue };
                    let levels = deadline.applies_to.iter().filter_map(|who| level_of(who));
                    let mut regions: Vec<(SummaryLevel, RegionCode)> = Vec::new();
                    for (level, depth) in levels {
                        let missing = store::missing(tx.conn(), &edition.key, &deadline.region_code, depth)?;
                        regions.extend(missing.into_iter().map(|region| (level, region)));
                    }
                    for (level, region) in regions {
                        // Where a nearer region set another day, that one counts.
                        let counts = SummaryDeadline::of(&edition, level, &region, None);
                        if counts.is_none_or(|counts| counts.on != deadline.on) {
                            continue;
                        }
                        let mark = format!("summary_due:{}:{region}:{}:{due}", edition.key, deadline.on);
                        postings.push(Posting {
                            to: To::Officials(manager_of(region.level()), region),
                            kind: MessageKind::SummaryDue,
                            activity: None,
                            args: vec![edition.title.clone(), deadline.on.to_string(), left.to_string()],
                            mark: Some(mark.clone()),
                            subject: Some(mark),
                            after: now,
                        });
                    }
                }
            }
            once(tx, &this, postings)?;
            Ok::<_, AppError>(())
        })
        .await
}

fn level_of(who: &str) -> Option<(SummaryLevel, RegionLevel)> {
    match who {
        "county" => Some((SummaryLevel::County, RegionLevel::County)),
        "city" => Some((SummaryLevel::City, RegionLevel::City)),
        "province" => Some((SummaryLevel::Province, RegionLevel::Province)),
        _ => None,
    }
}
