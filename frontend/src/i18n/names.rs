//! Names of domain values. The Chinese ones are the domain's own where it has them.

use domain::access::Role;
use domain::account::GrantView;
use domain::activity::content::Mode;
use domain::dictionary::DictionaryEntry;
use domain::edition::Category;
use domain::problem::Lang;
use domain::region::RegionCode;
use domain::report::ReportCategory;
use domain::word::WordLevel;

use super::{Text, account, lang, operation as operations, review, t, word};

pub fn mode(mode: Mode) -> &'static str {
    mode.name_in(lang())
}

pub fn role(role: Role) -> &'static str {
    if lang() == Lang::Zh {
        return role.name();
    }
    match role {
        Role::Organizer => "Organiser",
        Role::OrgAdmin => "Organisation administrator",
        Role::CountyAdmin => "County administrator",
        Role::CityAdmin => "City administrator",
        Role::ProvinceReviewer => "Province administrator",
        Role::NationalReviewer => "National administrator",
        Role::SystemAdmin => "System administrator",
        Role::SecurityAdmin => "Security administrator",
        Role::AuditAdmin => "Audit administrator",
    }
}

/// What a role reaches, in words.
pub fn reach(grant: &GrantView) -> String {
    if grant.role.is_operators() {
        return t(account::WHOLE_PLATFORM).to_owned();
    }
    let whole = grant.region_code.as_ref().is_none_or(|code| code.is_country());
    match (&grant.organization_name, &grant.region_name) {
        (Some(organization), _) => organization.clone(),
        (None, Some(region)) if !whole => region.clone(),
        _ => t(account::NATIONWIDE).to_owned(),
    }
}

/// A review line (条线) by name; a new one that has none yet by its code.
pub fn line(line: &str) -> String {
    let text = match line {
        "societies" => review::LINE_SOCIETIES,
        "universities" => review::LINE_UNIVERSITIES,
        "enterprises" => review::LINE_ENTERPRISES,
        "parks" => review::LINE_PARKS,
        other => return other.to_owned(),
    };
    t(text).to_owned()
}

/// Several of them.
pub fn lines(lines: &[String]) -> String {
    let all: Vec<_> = lines.iter().map(|one| line(one)).collect();
    all.join(if lang() == Lang::Zh { "、" } else { ", " })
}

/// An operation of the API, where it has a name for people.
pub fn operation(id: &str) -> Option<Text> {
    operations::ALL
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, name)| *name)
}

/// The name of a category as `region` calls it.
pub fn category<'a>(category: &'a Category, region: Option<&RegionCode>) -> &'a str {
    match lang() {
        Lang::En if !category.name_en.is_empty() => &category.name_en,
        _ => category.name_in(region),
    }
}

pub fn entry(entry: &DictionaryEntry) -> &str {
    match lang() {
        Lang::En if !entry.name_en.is_empty() => &entry.name_en,
        _ => &entry.name,
    }
}

pub fn report_category(category: ReportCategory) -> &'static str {
    if lang() == Lang::Zh {
        return category.name();
    }
    match category {
        ReportCategory::FalseInformation => "Unscientific or untrue",
        ReportCategory::Advertising => "Advertising or paid promotion",
        ReportCategory::Unlawful => "Unlawful or harmful",
        ReportCategory::Privacy => "Privacy or likeness",
        ReportCategory::WrongDetails => "Wrong time, place or other details",
        ReportCategory::Other => "Something else",
    }
}

pub fn word_level(level: WordLevel) -> &'static str {
    t(match level {
        WordLevel::Prohibited => word::LEVEL_PROHIBITED,
        WordLevel::Check => word::LEVEL_CHECK,
        WordLevel::Notice => word::LEVEL_NOTICE,
    })
}
