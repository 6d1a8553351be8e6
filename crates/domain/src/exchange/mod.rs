//! Bringing tables in (导入) and taking them out (导出): what an import is asked for and answers, and how the cells of a
//! row become what the form sends. Each kind's columns are described once, in [`column`].

pub mod activity;
pub mod column;
pub mod header;
pub mod names;
pub mod organization;
pub mod quota;
pub mod value;

use serde::{Deserialize, Serialize};

use crate::id::{ImportId, MediaId, OrganizationId};
use crate::problem::FieldError;
use crate::region::RegionCode;
use crate::time::Instant;

/// Rows of one table that are brought in at once.
pub const ROWS_MAX: usize = 20_000;
/// Numbers of hidden rows that a report names; how many there are in all stands beside them.
pub const HIDDEN_NAMED_MAX: usize = 200;

/// What is brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    Activities,
    Organizations,
    Quotas,
}

impl ImportKind {
    pub const ALL: [Self; 3] = [Self::Activities, Self::Organizations, Self::Quotas];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activities => "activities",
            Self::Organizations => "organizations",
            Self::Quotas => "quotas",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
    /// What a person calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activities => "活动",
            Self::Organizations => "组织",
            Self::Quotas => "任务指标",
        }
    }
}

/// What becomes of a row that has no fault. Never something approved or certified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// 草稿; organisations are provisional (待完善).
    #[default]
    Drafts,
    /// 直接提交审核; organisations wait to be certified (待认证).
    Submissions,
}

/// What happens when some rows have faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnFaults {
    /// The others are brought in.
    #[default]
    SkipRows,
    /// Nothing is brought in before all are right.
    ImportNothing,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    Waiting,
    /// Every row is looked at, nothing is brought in.
    Checking,
    Importing,
    Finished,
    /// The file as a whole could not be used; `failure` says why.
    Failed,
    Cancelled,
}

impl ImportState {
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Checking,
        Self::Importing,
        Self::Finished,
        Self::Failed,
        Self::Cancelled,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Checking => "checking",
            Self::Importing => "importing",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Failed | Self::Cancelled)
    }
}

/// Asks for an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewImport {
    pub kind: ImportKind,
    /// An uploaded .xlsx, .xls or .csv (`attachment`) of the caller's.
    pub media_id: MediaId,
    /// Looks at every row and changes nothing (试导入).
    #[serde(default)]
    pub dry_run: bool,
    /// Key of an edition, or `current`. Activities and quotas belong to one.
    #[serde(default = "current")]
    pub edition: String,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub outcome: ImportOutcome,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub on_faults: OnFaults,
    /// The organisation of activities whose row names none.
    #[serde(default)]
    pub organization_id: Option<OrganizationId>,
    /// For quotas: the region that sets them.
    #[serde(default)]
    pub region_code: Option<RegionCode>,
}

fn current() -> String {
    "current".to_owned()
}

/// An import with its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    pub id: ImportId,
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub kind: ImportKind,
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub state: ImportState,
    pub dry_run: bool,
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub outcome: ImportOutcome,
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub on_faults: OnFaults,
    pub edition: Option<String>,
    pub organization_id: Option<OrganizationId>,
    pub region_code: Option<RegionCode>,
    pub media_id: MediaId,
    pub file_name: String,
    /// Name of the sheet that was read.
    pub sheet: Option<String>,
    /// Rows that hold something, below the header and not hidden.
    pub total: u32,
    /// Of these, looked at in the present state.
    pub done: u32,
    /// Rows without a fault that are, or in a dry run would be, brought in.
    pub imported: u32,
    /// Rows that were brought in before and are left as they are.
    pub repeated: u32,
    pub faulty: u32,
    /// Activities of this import that need a poster before they can be submitted.
    pub without_poster: u32,
    /// Hidden rows are left out: how many there are, and the numbers of the first 200.
    pub hidden: u32,
    pub hidden_rows: Vec<u32>,
    /// Columns nobody knows: header and letter.
    pub ignored_columns: Vec<String>,
    /// Why the file could not be used.
    #[serde(default)]
    pub failure: Option<FieldError>,
    /// The first 20 rows with faults; the rest at `/imports/{id}/rows`.
    pub faults: Vec<FaultyRow>,
    /// Whether the caller can still cancel it.
    pub can_cancel: bool,
    pub version: i32,
    pub created_at: Instant,
    pub finished_at: Option<Instant>,
}

/// A row with what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaultyRow {
    /// As the table program counts, from 1.
    #[cfg_attr(feature = "openapi", schema(example = 17))]
    pub row: u32,
    pub faults: Vec<CellFault>,
}

/// What is wrong in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellFault {
    /// `D17`; `17` where the table has no such column.
    #[cfg_attr(feature = "openapi", schema(example = "D17"))]
    pub cell: String,
    /// Header of the column.
    #[cfg_attr(feature = "openapi", schema(example = "开始时间"))]
    pub column: String,
    /// What stands there, shortened.
    pub value: String,
    #[cfg_attr(feature = "openapi", schema(example = "outside_window"))]
    pub code: String,
    pub message: String,
}

/// The cell of a column (from 0) in a row (from 1).
pub fn address(column: usize, row: u32) -> String {
    format!("{}{row}", letters(column))
}

/// A column's letters: 0 is `A`, 26 is `AA`.
pub fn letters(column: usize) -> String {
    let mut text = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        text.insert(0, char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_table_programs_name_them() {
        for (column, row, name) in [
            (0, 1, "A1"),
            (3, 17, "D17"),
            (25, 2, "Z2"),
            (26, 2, "AA2"),
            (701, 9, "ZZ9"),
            (702, 9, "AAA9"),
        ] {
            assert_eq!(address(column, row), name);
        }
    }
}
