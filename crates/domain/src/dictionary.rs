//! Dictionaries (字典): the option lists of the filing form, editable by an administrator.

use serde::{Deserialize, Serialize};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DictionaryName {
    /// 场地类型
    VenueTypes,
    /// 面向对象
    Audiences,
    /// 活动形式
    Forms,
    /// 学科/主题领域
    Fields,
    /// 组织架构 (kind of organiser)
    OrganizationKinds,
}

impl DictionaryName {
    pub const ALL: [Self; 5] = [
        Self::VenueTypes,
        Self::Audiences,
        Self::Forms,
        Self::Fields,
        Self::OrganizationKinds,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VenueTypes => "venue_types",
            Self::Audiences => "audiences",
            Self::Forms => "forms",
            Self::Fields => "fields",
            Self::OrganizationKinds => "organization_kinds",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.as_str() == text)
    }
}

/// One option of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DictionaryEntry {
    /// Stable snake_case code; what activities store.
    pub code: String,
    /// Chinese name.
    pub name: String,
    pub name_en: String,
    /// For organisation kinds: the review line (条线) it belongs to, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

/// All lists at once; what the form needs and what submission is checked against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dictionaries {
    pub venue_types: Vec<DictionaryEntry>,
    pub audiences: Vec<DictionaryEntry>,
    pub forms: Vec<DictionaryEntry>,
    pub fields: Vec<DictionaryEntry>,
    pub organization_kinds: Vec<DictionaryEntry>,
}

impl Dictionaries {
    pub fn get(&self, name: DictionaryName) -> &[DictionaryEntry] {
        match name {
            DictionaryName::VenueTypes => &self.venue_types,
            DictionaryName::Audiences => &self.audiences,
            DictionaryName::Forms => &self.forms,
            DictionaryName::Fields => &self.fields,
            DictionaryName::OrganizationKinds => &self.organization_kinds,
        }
    }
    pub fn has(&self, name: DictionaryName, code: &str) -> bool {
        self.get(name).iter().any(|e| e.code == code)
    }
    /// The review line (条线) that a kind of organisation belongs to.
    pub fn line_of(&self, kind: &str) -> Option<&str> {
        let kind = self.organization_kinds.iter().find(|e| e.code == kind)?;
        kind.line.as_deref()
    }
}
