//! Eight venues and two routes through them: public institutions by their names; hours and addresses are made up, and say so.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::check_in::VenuePointChange;
use domain::id::VenueId;
use domain::route::Route;
use domain::venue::Venue;
use persistence::organization;
use serde_json::{Map, Value, json};

use super::accounts::Actors;
use super::after::organizer_of;
use super::positions::position;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;
use crate::venue::VenueQuery;
use crate::{check_in, route, venue};

/// A venue that bears the name of the sample organisation that keeps it.
struct Sample {
    name: &'static str,
    venue_type: &'static str,
    region: &'static str,
    admission: &'static str,
    accessibility: &'static [&'static str],
    introduction: &'static str,
}

/// The one at which nobody checks in.
const NO_STAMPS: &str = "夏鼐故居";

const VENUES: [Sample; 8] = [
    Sample {
        name: "温州科技馆",
        venue_type: "science_museum",
        region: "330302",
        admission: "reservation",
        accessibility: &[
            "step_free_entrance",
            "accessible_toilet",
            "elevator",
            "wheelchair",
            "nursing_room",
            "parking",
        ],
        introduction: "常设展厅、科学实验演示和天象影院，适合全家参观。",
    },
    Sample {
        name: "康奈集团工业智能智造馆",
        venue_type: "enterprise_hall",
        region: "330302",
        admission: "reservation",
        accessibility: &["step_free_entrance", "parking"],
        introduction: "看一双鞋怎样由机器人和工人一起做成。",
    },
    Sample {
        name: "浙江数智立方数智工场",
        venue_type: "enterprise_hall",
        region: "330302",
        admission: "reservation",
        accessibility: &["elevator", "parking"],
        introduction: "工业数据怎样采集、怎样用来改进生产。",
    },
    Sample {
        name: "数学名人馆",
        venue_type: "museum",
        region: "330302",
        admission: "free",
        accessibility: &["accessible_toilet"],
        introduction: "温州籍数学家的生平与贡献，附互动的数学游戏。",
    },
    Sample {
        name: "夏鼐故居",
        venue_type: "scientist_spirit_base",
        region: "330302",
        admission: "free",
        accessibility: &[],
        introduction: "考古学家夏鼐的生平，了解考古怎样读懂过去。",
    },
    Sample {
        name: "温州能源博物馆",
        venue_type: "museum",
        region: "330302",
        admission: "free",
        accessibility: &["step_free_entrance", "elevator"],
        introduction: "从煤油灯到光伏板，一座城市用能的历史。",
    },
    Sample {
        name: "温州医科大学眼健康科普馆",
        venue_type: "university_or_institute",
        region: "330304",
        admission: "reservation",
        accessibility: &["step_free_entrance", "accessible_toilet", "elevator", "braille"],
        introduction: "眼睛怎样看见东西，怎样防控近视。",
    },
    Sample {
        name: "温州市（温州大学）航空航天馆",
        venue_type: "university_or_institute",
        region: "330304",
        admission: "reservation",
        accessibility: &["parking"],
        introduction: "飞机与火箭的模型、发动机实物和模拟驾驶。",
    },
];

pub(super) async fn are_missing(app: &App) -> AppResult<bool> {
    Ok(venue::public_list(app, VenueQuery::default())
        .await?
        .items
        .is_empty())
}

pub(super) async fn open(app: &App, actors: &Actors) -> AppResult<()> {
    let mut ids = BTreeMap::new();
    for (n, sample) in VENUES.iter().enumerate() {
        let name = sample.name;
        let found = app
            .db()
            .read(move |conn| organization::find_by_name(conn, name))
            .await?;
        let owner = found.ok_or_else(|| AppError::internal(format!("{name} is no sample organisation")))?;
        let weekend = if n % 2 == 0 { "17:00" } else { "16:30" };
        let fields = json!({
            "name": name, "venue_type": sample.venue_type, "region_code": sample.region,
            "address": "示例地址，以场馆公布为准", "position": position(sample.region, name),
            "opening": [
                { "days": [2, 3, 4, 5], "opens": "09:00", "closes": "16:30" },
                { "days": [6, 7], "opens": "09:00", "closes": weekend },
            ],
            "hours_note": "示例：开放时间为虚构，以场馆公布为准；周一闭馆。",
            "admission": sample.admission, "accessibility": sample.accessibility,
            "introduction": format!("{}（演示）", sample.introduction),
        });
        let organizer = organizer_of(actors, owner.id);
        let made: Venue = new_of(venue::create(app, &organizer, owner.id, object(fields)?, None).await?)?;
        if name != NO_STAMPS {
            let on = VenuePointChange {
                enabled: Some(true),
                ..VenuePointChange::default()
            };
            check_in::change_venue_point(app, &organizer, made.id, 0, on).await?;
        }
        ids.insert(name, made.id);
    }
    let stops = |names: &[(&str, u32, &str)]| -> Vec<Value> {
        let all = names.iter();
        all.map(|(name, minutes, note)| {
            let id: Option<&VenueId> = ids.get(name);
            json!({ "venue_id": id, "minutes": minutes, "note": note })
        })
        .collect()
    };
    let first = json!({
        "region_code": "330302", "title": "鹿城科创科普研学线（演示）", "theme": "科创",
        "introduction": "走进鹿城的企业展馆和名人故居，看制造怎样变得智能，看科学家怎样走过一生。",
        "audiences": ["youth", "general_public"],
        "stops": stops(&[
            ("康奈集团工业智能智造馆", 60, "看智能制鞋生产线"),
            ("浙江数智立方数智工场", 45, ""),
            ("数学名人馆", 45, "试一试互动的数学游戏"),
            ("夏鼐故居", 30, ""),
        ]),
    });
    publish(app, &actors.county, first).await?;
    let second = json!({
        "region_code": "330300", "title": "从眼睛到星空：温州科普一日行（演示）", "theme": "生命与航天",
        "introduction": "上午在科技馆和能源博物馆动手，下午到两所大学，从看清眼前到望见星空。",
        "audiences": ["youth"],
        "stops": stops(&[
            ("温州科技馆", 120, "先到常设展厅"),
            ("温州能源博物馆", 60, ""),
            ("温州医科大学眼健康科普馆", 60, "测一测视力"),
            ("温州市（温州大学）航空航天馆", 90, "体验模拟驾驶"),
        ]),
    });
    publish(app, &actors.city, second).await
}

async fn publish(app: &App, official: &Actor, fields: Value) -> AppResult<()> {
    let made: Route = new_of(route::create(app, official, object(fields)?, None).await?)?;
    route::publish(app, official, made.id, made.version).await?;
    Ok(())
}

fn object(fields: Value) -> AppResult<Map<String, Value>> {
    match fields {
        Value::Object(fields) => Ok(fields),
        _ => Err(AppError::internal("a form is an object")),
    }
}

fn new_of<T>(outcome: Outcome<T>) -> AppResult<T> {
    match outcome {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => Err(AppError::internal("no key was given")),
    }
}
