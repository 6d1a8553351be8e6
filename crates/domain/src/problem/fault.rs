//! What is wrong with one field: one row per code. `{0}`, `{1}` in a text are the fault's arguments.

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::{FieldError, Lang};
use crate::wording::filled;

macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident $wire:literal $zh:literal $en:literal;)*) => {
        /// Stable code of a fault, with its message in both languages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FaultCode { $($(#[$doc])* $name),* }

        impl FaultCode {
            pub const ALL: &'static [FaultCode] = &[$(FaultCode::$name),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(FaultCode::$name => $wire),* }
            }
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($wire => Some(FaultCode::$name),)* _ => None }
            }
            const fn template(self, lang: Lang) -> &'static str {
                match lang {
                    Lang::Zh => match self { $(FaultCode::$name => $zh),* },
                    Lang::En => match self { $(FaultCode::$name => $en),* },
                }
            }
        }
    };
}

fault_codes! {
    // shape
    Required "required" "请填写{0}" "Please fill in: {0}";
    WrongType "wrong_type" "内容格式不对：{0}" "Wrong format: {0}";
    UnknownField "unknown_field" "没有这个字段" "There is no such field";
    ReadOnly "read_only" "此项由系统生成，不能修改" "This is set by the system and cannot be changed";
    TooShort "too_short" "至少 {0} 个字，现在 {1} 个字" "At least {0} {0|character|characters}, now {1}";
    TooLong "too_long" "最多 {0} 个字，现在 {1} 个字" "At most {0} {0|character|characters}, now {1}";
    TooMany "too_many" "最多 {0} 项" "At most {0} {0|item|items}";
    TooFew "too_few" "至少 {0} 项" "At least {0} {0|item|items}";
    OutOfRange "out_of_range" "应在 {0} 到 {1} 之间" "Must be between {0} and {1}";
    NotApplicable "not_applicable" "所选角色不需要此项，请留空" "The role chosen has none; leave it empty";
    Duplicate "duplicate" "与其他项重复" "Listed twice";
    // values
    InvalidPhone "invalid_phone" "请输入 11 位手机号码" "Enter an 11-digit mobile number";
    InvalidCodeFormat "invalid_code_format" "验证码是 6 位数字" "The code has 6 digits";
    InvalidTime "invalid_time" "日期或时间不存在，请重新选择" "No such date or time";
    InvalidUrl "invalid_url" "请填写以 http:// 或 https:// 开头的完整网址" "Enter a full address starting with http:// or https://";
    NothingReadable "nothing_readable" "不能只有标点或空格" "Must contain letters or characters, not only punctuation";
    UnknownValue "unknown_value" "“{0}”不在可选项中" "“{0}” is not one of the options";
    UnknownRegion "unknown_region" "没有代码为 {0} 的地区" "There is no region with code {0}";
    UnknownOrganization "unknown_organization" "没有找到这个单位，请重新选择或添加" "No such organisation; choose again or add it";
    UnknownMedia "unknown_media" "文件不存在或不属于本单位，请重新上传" "The file does not exist or is not yours; upload it again";
    MediaNotReady "media_not_ready" "文件尚未上传完成或未通过检查" "The file is not uploaded or not verified yet";
    WrongMediaKind "wrong_media_kind" "文件种类不符，应为{0}" "Wrong kind of file; expected {0}";
    UnknownEdition "unknown_edition" "没有这一届活动" "There is no such edition";
    HandOverNotPossible "hand_over_not_possible" "只有单位管理员本人可以把管理员身份移交给另一位成员" "Only an administrator can hand over, to another member, who becomes administrator";
    SuspendedOrganization "suspended_organization" "该单位已停用，暂不能填报；如有疑问请联系所在地科协" "The organisation is suspended and cannot file; ask the officials of its region";
    AddressNotPublic "address_not_public" "接收地址须为公网可访问的 https 地址" "The address must be https and publicly reachable";
    OutsideRegion "outside_region" "不在所授权的地区（{0}）内" "It does not lie in the region given ({0})";
    // registration code, GB 32100-2015
    UsccLength "uscc_length" "统一社会信用代码应为 18 位，现在 {0} 位" "A credit code has 18 characters, now {0}";
    UsccOldNumber "uscc_old_number" "这是 15 位旧注册号，请填写换证后的 18 位统一社会信用代码" "This is an old 15-digit number; enter the 18-character credit code";
    UsccCharacter "uscc_character" "第 {0} 位“{1}”不可能出现在统一社会信用代码中（不使用 I、O、S、V、Z）" "Character {0} “{1}” cannot occur in a credit code (I, O, S, V, Z are not used)";
    UsccCheck "uscc_check" "校验位不符，请逐位核对统一社会信用代码" "The check character does not match; compare the code character by character";
    // filing
    EditionNotOpen "edition_not_open" "本届填报于 {0} 开始" "Filing for this edition opens on {0}";
    FilingClosed "filing_closed" "本届填报已于 {0} 截止" "Filing for this edition closed on {0}";
    OutsideWindow "outside_window" "活动时间应在 {0} 至 {1} 之间" "The activity must take place between {0} and {1}";
    EndBeforeStart "end_before_start" "结束时间应晚于开始时间" "It must end after it starts";
    SessionsOverlap "sessions_overlap" "与第 {0} 场时间重叠" "Overlaps with session {0}";
    NotALeaf "not_a_leaf" "请选择具体的联合行动" "Choose the particular joint action";
    CountMismatch "count_mismatch" "科技工作者人数（{0}）少于名单人数（{1}）" "The number of sci-tech workers ({0}) is below the number listed ({1})";
    AbsurdNumber "absurd_number" "人数超过 {0}，请核对" "The number exceeds {0}; please check";
    NoParticipants "no_participants" "请填写预计参与人数（至少 1 人）" "Enter the expected number of participants (at least 1)";
    // review
    ReasonRequired "reason_required" "请说明原因，便于填报单位修改" "Give a reason, so that the organiser can mend it";
    UnknownActivity "unknown_activity" "没有找到这项活动，或您无权查看" "No such activity, or not visible to you";
    NotAnOfficial "not_an_official" "该手机号不是本省管理员账号，不能受托" "The number does not belong to an official of this province";
    DelegateIsSelf "delegate_is_self" "不能委托给自己" "You cannot stand in for yourself";
    TimeInPast "time_in_past" "应晚于现在" "Must lie in the future";
    PeriodTooLong "period_too_long" "最长 {0} 天" "At most {0} {0|day|days}";
    // supplement
    NotOverYet "not_over_yet" "活动还没有结束，结束后即可提交；已填写的内容已保存" "The activity is not over; submit when it is. What you entered is saved";
    FarAboveExpected "far_above_expected" "实际人数 {1} 超过预计人数 {0} 的 100 倍，请核对；如无误请在“人数说明”中说明" "{1} is more than 100 times the {0} expected; check it, or explain it in the note";
    DateInFuture "date_in_future" "不能晚于今天" "Must not lie in the future";
    DeadlineOver "deadline_over" "已于 {0} 截止" "The deadline was {0}";
    NotLater "not_later" "应晚于现在的截止日 {0}" "Must be later than the present deadline {0}";
    // venues and routes
    HoursOverlap "hours_overlap" "与第 {0} 行的开放时间重叠" "Overlaps with the hours in line {0}";
    InvalidPublicPhone "invalid_public_phone" "请填写对外的固定电话或服务热线，如 0577-88888888，不要填写个人手机号" "Enter a landline or a hotline for visitors, such as 0577-88888888, not somebody's own number";
    VenueNotShown "venue_not_shown" "该阵地没有公开（单位未认证、已下架或已删除），请更换" "This venue is not public (not certified, hidden or deleted); choose another";
    // circulars
    DateInPast "date_in_past" "不能早于今天" "Must not lie in the past";
    LaterThanAbove "later_than_above" "晚于上级要求的 {0}，如确需如此请确认" "Later than the {0} that the level above asks for; confirm it if you must";
    // summaries
    DraftMarkLeft "draft_mark_left" "“{0}”中仍有“{1}”标记：请核对、修改正文后删去标记" "“{0}” still has the mark “{1}”: check the text, edit it and delete the mark";
    // recommendation
    NotEligible "not_eligible" "不符合推优条件：{0}" "Not eligible for recommendation: {0}";
    WeightsSum "weights_sum" "各项权重之和应为 100，现在是 {0}" "The weights must add up to 100, now {0}";
    WrongSubject "wrong_subject" "这份名单只接受{0}" "This list takes only: {0}";
    NotInRegion "not_in_region" "不属于本名单的地区" "It does not belong to this list's region";
    OrderIncomplete "order_incomplete" "排序应包含全部 {0} 项，每项一次" "The order must name all {0} entries, each once";
    SlotsAboveEdition "slots_above_edition" "名额最多 {0} 个，更多名额须由上级设定" "At most {0} {0|slot|slots}; more can only be given by the level above";
    ScanRequired "scan_required" "上报前请上传盖章扫描件" "Upload the stamped scan before passing it up";
    ListEmpty "list_empty" "名单是空的" "The list is empty";
    WorkingDaysTooFew "working_days_too_few" "公示期不少于 {0} 个工作日" "A notice lasts at least {0} working days";
    NotAMember "not_a_member" "没有用此手机号登录过的账号，请对方先登录一次" "Nobody has signed in with this number; ask them to sign in once";
    ExpertInvolved "expert_involved" "该专家所在单位有参评项目，应当回避" "The expert belongs to an organisation on this list and may not score it";
    // resources
    NeedsHttps "needs_https" "请填写以 https:// 开头的完整网址" "Enter a full address starting with https://";
    ContactData "contact_data" "公开文字中不要写个人手机号、身份证号或邮箱（{0}），可改写单位固定电话" "Leave mobile, identity card numbers and e-mail addresses ({0}) out of a public text; the organisation's landline may stand there";
    RightsNotStated "rights_not_stated" "请确认本单位拥有该资源的权利或已获授权" "Confirm that the organisation holds the rights or was given them";
    OwnResource "own_resource" "这是本单位提供的资源，只登记其他单位的使用" "Your own organisation offers it; only use by others is noted";
    NothingToUse "nothing_to_use" "请至少上传一个文件或填写资源链接" "Upload at least one file or give a link";
    // import
    UnreadableTime "unreadable_time" "“{0}”不是可识别的日期时间，请写作 2026-09-15 09:00" "“{0}” is no date and time; write 2026-09-15 09:00";
    DigitsLost "digits_lost" "长数字已变成科学计数（{0}），末尾数字已丢失；请将该列设为文本格式，重新填写完整号码" "The number became {0} and lost its last digits; format the column as text and enter it again";
    CellError "cell_error" "公式结果有误（{0}），请直接填写内容" "The formula ended in {0}; enter the content itself";
    FormulaNotCalculated "formula_not_calculated" "公式没有计算结果，请用表格软件打开并保存后再导入，或直接填写内容" "The formula has no stored result; open and save the file, or enter the content itself";
    AmbiguousRegion "ambiguous_region" "有多个地区叫“{0}”，请填写全称或代码，如{1}" "Several regions are called “{0}”; give the full name or the code, such as {1}";
    UnknownRegionName "unknown_region_name" "没有找到地区“{0}”，请填写全称（如浙江省温州市鹿城区）或 6 位代码" "There is no region “{0}”; give its full name or its six-digit code";
    NotYourOrganization "not_your_organization" "您不是“{0}”的填报人员，不能为其导入" "You do not file for “{0}”";
    RowKeyTwice "row_key_twice" "行标识与第 {0} 行相同，内容却不同" "Row {0} has the same key and other content";
    RowKeyChanged "row_key_changed" "行标识“{0}”已经导入过，内容与当时不同；如需修改请在平台中修改" "The key “{0}” was imported before with other content; change it on the platform";
    SheetEmpty "sheet_empty" "表格中没有数据" "The table holds no rows";
    SheetEncrypted "sheet_encrypted" "文件设有密码，请取消密码后重新上传" "The file has a password; remove it and upload it again";
    SheetUnreadable "sheet_unreadable" "文件不是可读取的表格，请用表格软件另存为 .xlsx 后上传" "This is no spreadsheet that can be read; save it as .xlsx and upload it again";
    SheetNameMisleads "sheet_name_misleads" "文件名以 {0} 结尾，内容却不是这种格式；请用表格软件打开后另存为 .xlsx" "The name ends in {0} but the content is something else; open it and save it as .xlsx";
    SheetTooLarge "sheet_too_large" "表格展开后过大（超过 {0}），请删去多余的格式、图片或工作表后上传" "Unpacked, the file is larger than {0}; remove formats, pictures or sheets that are not needed";
    TooManyRows "too_many_rows" "一次最多导入 {0} 行，请分成几个文件" "At most {0} rows at once; split the file";
    HeaderNotFound "header_not_found" "没有找到表头：前 20 行中应有{0}等列名，请使用模板" "No header was found: the first 20 rows should name columns such as {0}; use the template";
    ColumnsMissing "columns_missing" "缺少必需的列：{0}" "These columns are missing: {0}";
    ImportBroken "import_broken" "系统处理时出现故障，已导入的行不受影响，请重新导入，不会重复" "Something failed on our side; rows already brought in stay, import again, nothing will be doubled";
    // media
    FileEmpty "file_empty" "文件是空的" "The file is empty";
    FileTooLarge "file_too_large" "文件过大：最大 {0}，现在 {1}" "The file is too large: at most {0}, now {1}";
    FileType "file_type" "不支持的文件类型（实际内容是 {0}），请使用 {1}" "Unsupported type (the content is {0}); use {1}";
    WrongDimensions "wrong_dimensions" "图片应为 {0} 像素，现在是 {1}" "The picture must be {0} pixels, it is {1}";
    TooManyPixels "too_many_pixels" "图片尺寸过大，无法处理" "The picture has too many pixels";
    FileTruncated "file_truncated" "文件不完整，请重新上传" "The file is incomplete; upload it again";
    FileUnreadable "file_unreadable" "文件已损坏或无法读取，请重新导出后上传" "The file is damaged or unreadable; export it again";
    SizeMismatch "size_mismatch" "上传的文件大小与声明不符，请重新上传" "The uploaded size differs from the announced one; upload again";
    ChecksumMismatch "checksum_mismatch" "文件校验失败，请重新上传" "The checksum does not match; upload again";
}

/// One fault of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    pub code: FaultCode,
    pub args: Vec<String>,
}

impl Fault {
    pub fn new(pointer: impl Into<String>, code: FaultCode) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            args: Vec::new(),
        }
    }
    /// Adds an argument for the message.
    pub fn with(mut self, arg: impl ToString) -> Self {
        self.args.push(arg.to_string());
        self
    }
    pub fn message(&self, lang: Lang) -> String {
        filled(self.code.template(lang), &self.args)
    }
}

/// All faults of an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn one(fault: Fault) -> Self {
        Self(vec![fault])
    }
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }
    pub fn add(&mut self, pointer: impl Into<String>, code: FaultCode) {
        self.0.push(Fault::new(pointer, code));
    }
    pub fn extend(&mut self, other: Faults) {
        self.0.extend(other.0);
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
    /// The faults at `pointer` or below it.
    pub fn at<'a>(&'a self, pointer: &'a str) -> impl Iterator<Item = &'a Fault> {
        self.0.iter().filter(move |f| {
            f.pointer
                .strip_prefix(pointer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
    pub fn describe(&self, lang: Lang) -> Vec<FieldError> {
        self.0
            .iter()
            .map(|f| FieldError {
                pointer: f.pointer.clone(),
                code: f.code.as_str().to_owned(),
                message: f.message(lang),
            })
            .collect()
    }
    /// `Err(self)` if there is any fault.
    pub fn into_result(self) -> Result<(), Faults> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl Faults {
    /// The faults that a value's `validator` attributes find, sorted by field.
    pub fn of(value: &impl Validate) -> Self {
        let mut faults = Self::new();
        if let Err(errors) = value.validate() {
            faults.collect("", &errors);
            faults.0.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        }
        faults
    }

    fn collect(&mut self, above: &str, errors: &ValidationErrors) {
        for (field, kind) in errors.errors() {
            let pointer = format!("{above}/{field}");
            match kind {
                ValidationErrorsKind::Struct(inner) => self.collect(&pointer, inner),
                ValidationErrorsKind::List(items) => {
                    for (n, inner) in items {
                        self.collect(&format!("{pointer}/{n}"), inner);
                    }
                }
                ValidationErrorsKind::Field(found) => {
                    self.0.extend(found.iter().map(|e| from_validator(&pointer, e)));
                }
            }
        }
    }
}

/// A `validator` error in the terms of our table.
fn from_validator(pointer: &str, error: &ValidationError) -> Fault {
    let param = |name: &str| error.params.get(name).map_or_else(String::new, |v| v.to_string());
    let value = error.params.get("value");
    match error.code.as_ref() {
        "length" => match value.and_then(|v| v.as_array()) {
            Some(_) => Fault::new(pointer, FaultCode::TooMany).with(param("max")),
            None => {
                let length = value.and_then(|v| v.as_str()).map_or(0, |v| v.chars().count());
                Fault::new(pointer, FaultCode::TooLong)
                    .with(param("max"))
                    .with(length)
            }
        },
        "range" => {
            let min = Some(param("min"))
                .filter(|m| !m.is_empty())
                .unwrap_or_else(|| "0".to_owned());
            Fault::new(pointer, FaultCode::OutOfRange)
                .with(min)
                .with(param("max"))
        }
        other => Fault::new(pointer, FaultCode::UnknownValue).with(other),
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self::one(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_their_arguments_in_both_languages() {
        let fault = Fault::new("/title", FaultCode::TooLong).with(60).with(75);
        assert_eq!(fault.message(Lang::Zh), "最多 60 个字，现在 75 个字");
        assert_eq!(fault.message(Lang::En), "At most 60 characters, now 75");
    }

    #[test]
    fn a_fault_belongs_to_its_field_and_those_above() {
        let mut faults = Faults::new();
        faults.add("/sessions/0/ends_at", FaultCode::EndBeforeStart);
        faults.add("/sessions_note", FaultCode::Required);
        assert_eq!(faults.at("/sessions").count(), 1, "a longer name is not a child");
    }

    #[test]
    fn every_placeholder_of_one_language_is_in_the_other() {
        for code in FaultCode::ALL {
            for n in 0..3 {
                let slot = format!("{{{n}}}");
                assert_eq!(
                    code.template(Lang::Zh).contains(&slot),
                    code.template(Lang::En).contains(&slot),
                    "{} {slot}",
                    code.as_str()
                );
            }
        }
    }
}
