//! The columns of each kind of table: one description for the template, reading, the report and the faulty rows.

use super::ImportKind;
use crate::dictionary::DictionaryName;

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    Text,
    /// Digits that must not become a number: phones, codes.
    Digits,
    Count,
    Time,
    /// One of a list.
    One(Choices),
    /// Several of a list, separated by `、`.
    Many(Choices),
}

/// Where the options of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    Dictionary(DictionaryName),
    /// 板块 of the edition.
    Categories,
    /// 子行动 of the edition.
    SubCategories,
    Modes,
    YesNo,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The field it fills: a JSON pointer into what the form sends.
    pub pointer: &'static str,
    pub header: &'static str,
    /// Other headers by which it is known.
    pub aliases: &'static [&'static str],
    pub cells: Cells,
    /// Whether a table without it cannot be used.
    pub needed: bool,
    /// How it is filled in.
    pub note: &'static str,
    /// Width in the template, characters.
    pub width: u8,
}

/// The column by which a row is known again.
pub const KEY: &str = "/row_key";
/// Header of the column that the workbook of faulty rows adds.
pub const REASON: &str = "不通过原因";

const fn column(
    pointer: &'static str,
    header: &'static str,
    aliases: &'static [&'static str],
    cells: Cells,
    note: &'static str,
    width: u8,
) -> Column {
    Column {
        pointer,
        header,
        aliases,
        cells,
        needed: false,
        note,
        width,
    }
}

const fn needed(mut column: Column) -> Column {
    column.needed = true;
    column
}

use Cells::{Count, Digits, Many, One, Text, Time};
use Choices::{Categories, Dictionary, Modes, SubCategories, YesNo};

const ROW_KEY: Column = column(
    KEY,
    "行标识",
    &["唯一标识", "导入标识", "编号", "原系统编号"],
    Text,
    "选填。同一标识只导入一次；不填时按整行内容判断是否重复",
    12,
);
const REGION_NOTE: &str = "填全称（浙江省温州市鹿城区）或 6 位代码（330302）；重名地区须填全称或代码";

const ACTIVITIES: &[Column] = &[
    ROW_KEY,
    column(
        "/organization",
        "填报单位",
        &["申报单位", "填报单位全称", "组织名称", "单位名称"],
        Text,
        "本人所在单位的全称；只在一个单位填报时可不填",
        22,
    ),
    needed(column(
        "/category",
        "活动板块",
        &["板块", "所属板块", "活动类别", "活动分类"],
        One(Categories),
        "从下拉列表中选择",
        18,
    )),
    column(
        "/sub_category",
        "子行动",
        &["联合行动", "子板块", "联合行动名称"],
        One(SubCategories),
        "板块为“联合行动”时选择",
        18,
    ),
    needed(column(
        "/title",
        "活动名称",
        &["名称", "活动标题", "活动主题"],
        Text,
        "2—60 字",
        30,
    )),
    needed(column(
        "/mode",
        "活动方式",
        &["线上线下", "线上/线下", "线上或线下", "开展方式", "举办方式"],
        One(Modes),
        "线下、线上或线上线下结合",
        12,
    )),
    needed(column(
        "/sessions/0/starts_at",
        "开始时间",
        &["活动开始时间", "起始时间", "活动时间开始", "开始日期"],
        Time,
        "如 2026-09-15 09:00；只写日期时从当天 00:00 起",
        18,
    )),
    needed(column(
        "/sessions/0/ends_at",
        "结束时间",
        &["活动结束时间", "截止时间", "活动时间结束", "结束日期"],
        Time,
        "如 2026-09-15 11:30；只写日期时到当天 23:59 止",
        18,
    )),
    column(
        "/sessions",
        "更多场次",
        &["其他场次", "场次"],
        Text,
        "每场写作 2026-09-16 09:00至11:30，多场用分号隔开",
        24,
    ),
    needed(column(
        "/region_code",
        "所在地区",
        &[
            "地区",
            "所属地区",
            "县市区",
            "行政区划",
            "地区代码",
            "活动地区",
            "活动所在地区",
        ],
        Digits,
        REGION_NOTE,
        22,
    )),
    column(
        "/address",
        "活动地址",
        &["活动举办地址", "活动地点", "举办地点", "地点", "地址"],
        Text,
        "线下活动必填，不超过 120 字",
        26,
    ),
    column(
        "/venue_type",
        "场地类型",
        &["场所类型", "活动场地类型"],
        One(Dictionary(DictionaryName::VenueTypes)),
        "线下活动必填，从下拉列表中选择",
        14,
    ),
    column(
        "/online_url",
        "活动网址",
        &["网址", "线上活动网址", "活动链接"],
        Text,
        "线上活动必填，以 http:// 或 https:// 开头",
        24,
    ),
    column(
        "/audiences",
        "面向对象",
        &["受众", "活动对象", "面向人群"],
        Many(Dictionary(DictionaryName::Audiences)),
        "可填多个，用顿号隔开",
        18,
    ),
    column(
        "/forms",
        "活动形式",
        &["形式"],
        Many(Dictionary(DictionaryName::Forms)),
        "可填多个，用顿号隔开",
        18,
    ),
    column(
        "/fields",
        "学科领域",
        &["领域", "学科/主题领域", "主题领域"],
        Many(Dictionary(DictionaryName::Fields)),
        "选填，可填多个，用顿号隔开",
        18,
    ),
    column(
        "/bookable",
        "是否支持预约",
        &["预约", "是否预约", "可预约"],
        One(YesNo),
        "选填：是或否",
        12,
    ),
    column(
        "/reservation_url",
        "预约链接",
        &["预约网址", "第三方平台预约链接"],
        Text,
        "支持预约时必填",
        24,
    ),
    column(
        "/expected_participants/offline",
        "预计线下人数",
        &[
            "预计参与人数",
            "预计参与人数线下",
            "线下人数",
            "预计线下参与人数",
            "预计人数",
            "线下预计人数",
        ],
        Count,
        "线下活动必填，只填数字",
        12,
    ),
    column(
        "/expected_participants/online",
        "预计线上人数",
        &["预计参与人数线上", "线上人数", "预计线上参与人数", "线上预计人数"],
        Count,
        "线上活动必填，只填数字",
        12,
    ),
    column(
        "/numbers_note",
        "人数说明",
        &[],
        Text,
        "人数超过 1000 万时说明",
        14,
    ),
    column(
        "/poster_id",
        "宣传图编号",
        &["活动宣传图", "宣传图"],
        Text,
        "直接提交审核时必填：已上传宣传图的文件编号；导入为草稿后可在平台上传",
        20,
    ),
    column(
        "/detail_html",
        "活动详情",
        &["活动内容", "活动简介", "简介", "内容简介", "活动介绍"],
        Text,
        "不少于 30 字：主题、内容、方式、目的和效果",
        40,
    ),
    column(
        "/budget_yuan",
        "活动经费",
        &["经费", "活动经费元", "经费元"],
        Count,
        "选填，单位：元",
        10,
    ),
    column(
        "/sci_workers/count",
        "科技工作者人数",
        &["科技工作者参与人数", "参与科技工作者人数"],
        Count,
        "选填，不少于名单人数",
        12,
    ),
    column(
        "/sci_workers/people",
        "科技工作者名单",
        &["主要参与科技工作者名单"],
        Text,
        "选填。每人写作 姓名/工作单位/职称/专业领域，多人用分号隔开",
        28,
    ),
    column(
        "/structure/kind",
        "组织架构类型",
        &["组织架构", "单位类型"],
        One(Dictionary(DictionaryName::OrganizationKinds)),
        "从下拉列表中选择",
        16,
    ),
    column(
        "/structure/full_name",
        "组织架构单位全称",
        &["单位全称", "组织架构全称"],
        Text,
        "与公章一致",
        22,
    ),
    column(
        "/hosts",
        "主办单位",
        &["主办"],
        Text,
        "单位全称，多个用顿号隔开",
        22,
    ),
    column(
        "/co_organizers",
        "承办单位",
        &["承办"],
        Text,
        "选填，单位全称，多个用顿号隔开",
        22,
    ),
    column(
        "/contact/name",
        "联系人",
        &["联系人姓名", "活动联系人"],
        Text,
        "不对外公开",
        10,
    ),
    column(
        "/contact/phone",
        "联系电话",
        &["电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话"],
        Digits,
        "11 位手机号或带区号的座机号，请保持文本格式",
        16,
    ),
];

const ORGANIZATIONS: &[Column] = &[
    ROW_KEY,
    needed(column(
        "/full_name",
        "单位全称",
        &["组织全称", "组织名称", "单位名称", "全称", "名称"],
        Text,
        "与公章一致，2—100 字",
        30,
    )),
    needed(column(
        "/kind",
        "单位类型",
        &["组织类型", "类型", "类别"],
        One(Dictionary(DictionaryName::OrganizationKinds)),
        "从下拉列表中选择",
        18,
    )),
    needed(column(
        "/region_code",
        "所在地区",
        &["地区", "所属地区", "县市区", "行政区划", "地区代码"],
        Digits,
        REGION_NOTE,
        24,
    )),
    column(
        "/uscc",
        "统一社会信用代码",
        &["信用代码", "社会信用代码"],
        Digits,
        "选填，18 位，请保持文本格式",
        22,
    ),
    column("/host_unit", "依托单位", &["挂靠单位"], Text, "选填", 22),
    column(
        "/aliases",
        "简称或曾用名",
        &["简称", "曾用名", "别名"],
        Text,
        "选填，多个用顿号隔开，最多 10 个",
        20,
    ),
    column(
        "/contact_name",
        "联系人",
        &["联系人姓名"],
        Text,
        "选填，不对外公开",
        10,
    ),
    column(
        "/contact_phone",
        "联系电话",
        &["电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话"],
        Digits,
        "选填，11 位手机号，请保持文本格式",
        16,
    ),
];

const QUOTAS: &[Column] = &[
    needed(column(
        "/region_code",
        "地区",
        &["所在地区", "下级地区", "县市区", "行政区划", "地区代码", "单位"],
        Digits,
        REGION_NOTE,
        26,
    )),
    column(
        "/category",
        "活动板块",
        &["板块"],
        One(Categories),
        "不填为全部板块的总指标",
        20,
    ),
    needed(column(
        "/target",
        "任务指标",
        &["指标", "任务数", "目标数", "任务指标项"],
        Count,
        "活动项数；0 表示不设",
        12,
    )),
];

/// The columns of a kind of table, in the order of its template.
pub const fn columns(kind: ImportKind) -> &'static [Column] {
    match kind {
        ImportKind::Activities => ACTIVITIES,
        ImportKind::Organizations => ORGANIZATIONS,
        ImportKind::Quotas => QUOTAS,
    }
}

/// The place in [`columns`] of the column to which a fault of the form belongs: the one of that field, or of the
/// nearest above it.
pub fn of_pointer(kind: ImportKind, pointer: &str) -> Option<usize> {
    let pointer = if pointer == "/sessions" {
        // No session at all: the first one is missing.
        "/sessions/0/starts_at"
    } else {
        pointer
    };
    let holds = |column: &Column| {
        pointer
            .strip_prefix(column.pointer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let all = columns(kind).iter().enumerate();
    all.filter(|(_, column)| holds(column))
        .max_by_key(|(_, column)| column.pointer.len())
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_header_names_one_column() {
        for kind in ImportKind::ALL {
            let mut seen = BTreeSet::new();
            for column in columns(kind) {
                for name in [column.header].iter().chain(column.aliases) {
                    assert!(seen.insert(*name), "{name} twice in {kind:?}");
                    assert_eq!(*name, super::super::header::normal(name), "{name} is never found");
                }
            }
        }
    }

    #[test]
    fn faults_belong_to_the_nearest_column() {
        let header = |pointer| of_pointer(ImportKind::Activities, pointer).map(|at| ACTIVITIES[at].header);
        for (pointer, name) in [
            ("/sessions/0/ends_at", "结束时间"),
            ("/sessions/2/ends_at", "更多场次"),
            ("/sessions", "开始时间"),
            ("/hosts/1/name", "主办单位"),
            ("/sci_workers/people/0/employer", "科技工作者名单"),
            ("/contact/phone", "联系电话"),
        ] {
            assert_eq!(header(pointer), Some(name), "{pointer}");
        }
        assert_eq!(header("/edition"), None);
    }
}
