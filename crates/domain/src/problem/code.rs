//! What became of a request that did not succeed: one row per code.

use super::Lang;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $wire:literal $status:literal $zh:literal $en:literal;)*) => {
        /// Stable code of a problem, with its HTTP status and its title in both languages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $wire),* }
            }
            /// HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Code::$name => $status),* }
            }
            pub const fn title(self, lang: Lang) -> &'static str {
                match lang {
                    Lang::Zh => match self { $(Code::$name => $zh),* },
                    Lang::En => match self { $(Code::$name => $en),* },
                }
            }
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($wire => Some(Code::$name),)* _ => None }
            }
        }
    };
}

codes! {
    // 400: the request cannot be read
    MalformedRequest "malformed_request" 400 "请求格式有误，无法读取" "The request cannot be read";
    InvalidCursor "invalid_cursor" 400 "翻页标记无效，请从第一页重新查询" "The cursor is not valid; start again from the first page";
    // 401
    NotSignedIn "not_signed_in" 401 "请先登录" "Please sign in";
    TokenExpired "token_expired" 401 "登录已过期，请重新登录" "Your sign-in has expired; please sign in again";
    InvalidToken "invalid_token" 401 "登录凭证无效，请重新登录" "The access token is not valid; please sign in again";
    InvalidCode "invalid_code" 401 "验证码不正确或已失效，请核对后重试，或重新获取" "The code is wrong or has expired; check it or request a new one";
    /// The account has an authenticator, and no code of it was given.
    SecondFactorNeeded "second_factor_needed" 401 "请输入身份验证器中的 6 位动态码" "Please give the 6-digit code of your authenticator";
    InvalidSecondFactor "invalid_second_factor" 401 "动态码不正确或已使用，请等待下一个动态码后重试" "The authenticator's code is wrong or was used; wait for the next one and try again";
    /// A refresh token was used twice: every session of that chain is ended.
    SessionRevoked "session_revoked" 401 "登录状态已失效，为保护账号安全请重新登录" "This session has been ended to protect the account; please sign in again";
    SignatureInvalid "signature_invalid" 401 "签名缺失、错误或已超过 5 分钟" "The signature is missing, wrong, or more than five minutes off";
    ClientRevoked "client_revoked" 401 "该系统接入已停用或密钥已更换，请使用新密钥重新获取凭证" "The client was revoked or its secret replaced; get a new token with the new secret";
    // 403
    NotAllowed "not_allowed" 403 "您没有进行此操作的权限" "You are not allowed to do this";
    OutOfScope "out_of_scope" 403 "该内容不在您的管辖范围内" "This lies outside the region or organisation you are responsible for";
    NotYourStage "not_your_stage" 403 "当前审核环节不由您负责" "This review stage is not yours";
    /// 回避
    Recused "recused" 403 "您是该活动相关单位的成员，按回避要求不能审核" "You belong to an organisation of this activity and may not review it";
    NotYourLevel "not_your_level" 403 "该名单不由您这一级办理" "This list is not handled by your level";
    /// A client's token where a person is needed.
    PersonNeeded "person_needed" 403 "此操作须由个人账号办理，不能使用系统接入凭证" "Only a person can do this, not a client's token";
    ClientNeeded "client_needed" 403 "此接口供其他系统使用，请以系统接入凭证（OAuth2）访问" "This is for other systems; use a client's token (OAuth 2.0)";
    ScopeMissing "scope_missing" 403 "该系统接入没有此项授权范围" "The client was not given this scope";
    /// The roles need a second factor that the session does not have.
    SecondFactorRequired "second_factor_required" 403 "管理类账号须先绑定身份验证器，请到“账号与安全”中绑定" "Roles with responsibility need an authenticator: set one up under “Account and security” first";
    /// 三员分立
    DutiesSeparated "duties_separated" 409 "系统、安全、审计管理员三员分立，不能由同一账号兼任，也不能兼任业务管理员" "System, security and audit are separate duties: one account cannot hold two of them, nor one beside a role over a region";
    AlreadyGiven "already_given" 409 "该账号已有此角色" "The account has this role already";
    OwnAccount "own_account" 409 "不能对自己的账号进行此操作，请由另一位安全管理员办理" "Not on one's own account: another security administrator has to do this";
    SecondFactorActive "second_factor_active" 409 "已绑定身份验证器；如需更换，请先解除" "An authenticator is set up already; remove it first to change it";
    SecondFactorAbsent "second_factor_absent" 409 "尚未绑定身份验证器" "No authenticator is set up";
    AccountLocked "account_locked" 403 "账号已被停用，请联系管理员" "The account is locked; please contact an administrator";
    // 404
    NotFound "not_found" 404 "没有找到，可能已被删除或您无权查看" "Not found, or not visible to you";
    MethodNotAllowed "method_not_allowed" 405 "此地址不支持该请求方式" "This address does not support the method";
    // 409
    StepNotAllowed "step_not_allowed" 409 "当前状态下不能进行此操作，请刷新后查看最新状态" "Not possible in the current status; reload to see it";
    /// Somebody else holds the claim (认领).
    ClaimedByOther "claimed_by_other" 409 "其他审核人员正在处理此项，请稍后再试或处理下一项" "Another reviewer is on it; try again later or take the next one";
    UndoNotPossible "undo_not_possible" 409 "已不能撤销：超过 10 分钟，或之后已有新的操作" "It can no longer be taken back: more than 10 minutes have passed, or something happened since";
    AlreadyJoined "already_joined" 409 "两项活动已经是同一联合主办" "The two are one joint filing already";
    NotJoined "not_joined" 409 "该活动没有标为联合主办" "It does not belong to a joint filing";
    DuplicateItem "duplicate_item" 409 "同一批中重复，已按第一次处理" "Listed twice; the first one counts";
    AlreadyAnswered "already_answered" 409 "该举报已经答复" "The report has been answered";
    OnLockedList "on_locked_list" 409 "该活动已列入锁定的推荐名单，不能撤回；如确需撤回，请联系名单所在地科协退回" "It is on a locked recommendation list and cannot be withdrawn; ask the officials of that list to send it back";
    SlotsFull "slots_full" 409 "名额已满，请先移出一项，或请上级增加名额" "All slots are taken; take one off first, or ask the level above for more";
    SlotsBelowListed "slots_below_listed" 409 "名额不能少于已列入的项数，请先移出" "There are more entries on the list than that; take some off first";
    ListLocked "list_locked" 409 "名单已锁定，不能再更改" "The list is locked and cannot be changed";
    ListNotLocked "list_not_locked" 409 "请先锁定名单" "Lock the list first";
    ListOverdue "list_overdue" 409 "已过名单锁定日期，不能再更改；如需延期请联系上级" "The list's lock date has passed; ask the level above for more time";
    AlreadyListed "already_listed" 409 "已在名单中" "It is on the list already";
    NoLevelAbove "no_level_above" 409 "全国名单没有上级，请直接公示" "Nobody is above the national list; publish it";
    UpperListLocked "upper_list_locked" 409 "上级名单已锁定，不能再退回或上报" "The list above is locked; nothing can be passed up or sent back";
    NoticeExists "notice_exists" 409 "该名单已经公示" "This list has a public notice already";
    ObjectionPeriodNotBegun "objection_period_not_begun" 409 "公示期尚未开始" "The period of objection has not begun";
    ObjectionPeriodOver "objection_period_over" 409 "公示期已结束，不再受理异议" "The period of objection is over";
    NoticeStillOpen "notice_still_open" 409 "公示期尚未结束，不能公布结果" "The notice is still open; results cannot be published yet";
    ObjectionsUndecided "objections_undecided" 409 "还有异议没有处理，不能公布结果" "Some objections are undecided; results cannot be published yet";
    AlreadyDecided "already_decided" 409 "该异议已经处理" "The objection has been decided";
    ResultsPublished "results_published" 409 "结果已经公布" "The results are published";
    AlreadyReused "already_reused" 409 "这项活动已登记过使用该资源" "This activity has been noted as using the resource already";
    ActivityNotPublic "activity_not_public" 409 "来源活动未公开展示，暂不能进行此操作" "The activity it comes from is not public, so this is not possible now";
    CertificateNotValid "certificate_not_valid" 409 "该证书已撤销或已换发" "The certificate was revoked or replaced";
    EventReplayed "event_replayed" 409 "该事件已经收到过" "This event is kept already";
    AlreadyMember "already_member" 409 "您已是该组织成员" "You are a member of this organisation already";
    AlreadyRequested "already_requested" 409 "已提交过加入申请，请等待该组织管理员处理" "You have asked to join; its administrators will decide";
    TooManyAdmins "too_many_admins" 409 "单位管理员最多 5 人，请先调整现有管理员" "An organisation has at most five administrators; change one of them first";
    LastAdmin "last_admin" 409 "这是最后一位单位管理员，请先移交管理员身份" "This is the last administrator; hand over first";
    BothListed "both_listed" 409 "两个组织都在同一份推荐名单中，请先移出其中一个" "Both organisations are on the same recommendation list; take one of them off first";
    AlreadyForwarded "already_forwarded" 409 "本级已转发过该通知" "Your region has forwarded this notice already";
    CheckInClosed "check_in_closed" 409 "打卡尚未开始、已经结束或已关闭" "Checking in has not begun, is over, or was closed";
    /// A QR code or a ticket that was right once.
    CheckInExpired "check_in_expired" 409 "二维码已过期，请扫描现场屏幕上的最新二维码" "The QR code has expired; scan the one on the screen now";
    NothingToCheckIn "nothing_to_check_in" 409 "只有已通过的线下活动可以设置打卡点" "Only an approved activity with a place has check-in points";
    RemindedToday "reminded_today" 409 "今天已提醒过，每天只提醒一次" "They were reminded today; once a day is enough";
    IdempotencyInProgress "idempotency_in_progress" 409 "相同的请求正在处理，请稍候" "The same request is still being processed";
    UploadNotReady "upload_not_ready" 409 "文件尚未上传完成" "The file has not been uploaded completely";
    InUse "in_use" 409 "该内容正在被使用，不能删除" "It is in use and cannot be deleted";
    // 412, 413, 415, 422, 428
    Stale "stale" 412 "内容已被更新，请在最新版本上继续" "It has changed meanwhile; continue from the latest version";
    TooLarge "too_large" 413 "提交的内容过大" "The request is too large";
    UnsupportedMediaType "unsupported_media_type" 415 "不支持的内容类型，请使用 application/json" "Unsupported content type; use application/json";
    ValidationFailed "validation_failed" 422 "有内容需要修改，请按提示逐项完善" "Some fields need attention; see each message";
    IdempotencyKeyReused "idempotency_key_reused" 422 "同一个幂等键已用于另一份内容" "This idempotency key was used for a different request";
    CheckInInvalid "check_in_invalid" 422 "打卡码不正确，请重新扫描，或核对现场公布的 6 位数字" "This is not the code of this point; scan again, or compare the six digits";
    MediaRejected "media_rejected" 422 "文件不符合要求" "The file does not meet the requirements";
    IfMatchRequired "if_match_required" 428 "请先读取最新版本再修改（缺少 If-Match）" "Read the latest version first (If-Match is missing)";
    // 429
    TooManyRequests "too_many_requests" 429 "操作过于频繁，请稍后再试" "Too many requests; please wait";
    ResendTooSoon "resend_too_soon" 429 "验证码刚刚发送过，请稍后再获取" "A code was sent a moment ago; please wait";
    TooManyCodes "too_many_codes" 429 "该手机号今日获取验证码次数已达上限" "The daily number of codes for this phone is used up";
    UploadQuota "upload_quota" 429 "今日上传的文件已达上限，请明天再传" "You have uploaded as much as is possible in a day; please go on tomorrow";
    TooManyAttempts "too_many_attempts" 429 "验证码输错次数过多，请重新获取" "Too many wrong codes; request a new one";
    // 5xx
    Internal "internal" 500 "系统出现故障，您的内容没有丢失，请稍后重试" "Something failed on our side; nothing was lost, please try again";
    DatabaseUnavailable "database_unavailable" 503 "数据服务暂时不可用，请稍后重试" "The database is unavailable; please try again shortly";
    PrintingUnavailable "printing_unavailable" 503 "证书打印所需的字体暂不可用，请联系系统管理员" "The fonts for printing certificates are missing; please tell the operator";
    StorageUnavailable "storage_unavailable" 503 "文件服务暂时不可用，请稍后重试，已填写的内容不受影响" "File storage is unavailable; please try again shortly, your entries are safe";
    SmsUnavailable "sms_unavailable" 503 "短信服务暂时不可用，请稍后重试" "The SMS service is unavailable; please try again shortly";
    Overloaded "overloaded" 503 "当前访问人数较多，请稍后重试" "The service is busy; please try again shortly";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_read_back() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{} twice", code.as_str());
            assert_eq!(Code::parse(code.as_str()), Some(*code));
            assert!((400..600).contains(&code.status()));
        }
    }
}
