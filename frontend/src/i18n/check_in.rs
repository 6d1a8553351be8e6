//! Texts of checking in at activities and venues.

use domain::check_in::PointState;

use super::Text;

super::texts! {
    TITLE "现场打卡" "Check-in";
    LEAD "在入口的屏幕上展示二维码，到场的公众扫码打卡、留下印章；您可以实时看到到场人数，并在补充信息中与填报人数对照。" "Show the code on a screen at the entrance: visitors scan it and keep a stamp. You see how many have come, and the figure stands beside the one you report.";
    ENTRANCE "现场打卡" "Check-in";
    NONE "还没有打卡点" "No check-in point yet";
    NONE_HINT "按入口、展厅或展台添加，最多 20 个。" "Add one for each entrance, hall or stand; at most 20.";
    NOT_HERE "已通过的线下活动才能设置打卡点" "Only an approved activity with a place has check-in points";
    ADD "添加打卡点" "Add a point";
    NAME "打卡点名称" "Name of the point";
    NAME_HINT "写公众在现场看得到的地方，如南门、二楼展厅" "What visitors see on the spot: south gate, hall on the second floor";
    OPENS "开始打卡" "Opens";
    CLOSES "结束打卡" "Closes";
    TIMES_HINT "不填：第一场开始前半小时至最后一场结束后半小时" "Left out: from half an hour before the first session to half an hour after the last";
    ADDED "已添加打卡点" "The point is added";
    SHOW_CODE "展示二维码" "Show the code";
    CLOSE "停止打卡" "Close";
    REOPEN "恢复打卡" "Open again";
    CLOSED_NOW "已停止打卡" "Closed";
    REOPENED "已恢复打卡" "Open again";
    DELETE "删除" "Delete";
    DELETED "已删除" "Deleted";
    VISITS "{0} 人次" "{0} check-ins";
    STATE_NOT_YET "未开始" "Not yet open";
    STATE_OPEN "可打卡" "Open";
    STATE_OVER "已结束" "Over";
    STATE_CLOSED "已停止" "Closed";
    // the screen
    SCREEN "打卡二维码" "Check-in code";
    SCAN "请用手机扫码打卡" "Scan to check in";
    SCAN_NOTE "二维码每半分钟更换一次，截图转发无效。" "The code changes every half minute; a passed-on picture is worth nothing.";
    OR_NUMBER "不能扫码？输入今日数字码" "Cannot scan? Enter the number of the day";
    TODAY "今日到场" "Today";
    ALL_DAYS "累计到场" "In all";
    PEOPLE "人次" "check-ins";
    RENEW "换码" "New codes";
    RENEW_TITLE "更换这个打卡点的全部打卡码？" "Make all codes of this point anew?";
    RENEW_TEXT "怀疑数字码外传时使用。此前的二维码、数字码和打印的告示立即失效，需要重新打印。" "For when the number has got around. Codes, numbers and printed notices so far are worthless at once; print the notice again.";
    RENEWED "已换码" "The codes are new";
    PRINT_NOTICE "打印打卡告示" "Print a notice";
    FULL_SCREEN "全屏展示" "Full screen";
    NOTICE_STEPS "用手机扫码，登录后输入下面的数字码" "Scan, sign in and enter this number";
    NOTICE_DAY "仅 {0} 有效" "For {0} only";
    // at a venue
    AT_VENUE "阵地打卡" "Check-in at the venue";
    AT_VENUE_OFF "还没有开启打卡" "Check-in is not set up";
    AT_VENUE_LEAD "开启后在入口的屏幕上展示二维码，公众每天可以打卡一次；走研学路线的人在这里集章。" "Once set up, show the code on a screen at the entrance: visitors check in once a day, and those on a route collect a stamp here.";
    AT_VENUE_START "开启打卡" "Set it up";
    SEE_VENUE "阵地介绍" "About the venue";
    // stamp cards
    CARD "集章卡" "Stamp card";
    CARD_COUNT "已集 {0} / {1} 枚" "{0} of {1} {1|stamp|stamps}";
    CARD_FULL "全部集齐，恭喜您！" "The card is full. Well done!";
    CARD_HINT "在各处阵地扫码打卡，印章会出现在这里。" "Scan the code at each venue; the stamps appear here.";
    CARD_SIGN_IN "登录后可以集章" "Sign in to collect stamps";
    CARD_STAMPED "{0} 已打卡" "Stamped on {0}";
    // visitors
    HERE "您在这里" "You are here";
    CODE "6 位数字码" "Six-digit number";
    CODE_HINT "写在现场的屏幕或告示上" "On the screen or the notice on the spot";
    CHECK_IN "打卡" "Check in";
    WORKING "正在打卡" "Checking in";
    SIGN_IN_FIRST "登录后完成打卡" "Sign in to check in";
    SIGN_IN_FIRST_HINT "已记下您的扫码，15 分钟内登录即可，不必重新扫码。" "Your scan is kept for a quarter of an hour; there is no need to scan again.";
    SIGN_IN_TO_ENTER "登录后可以扫码或输入数字码打卡" "Sign in to check in by scanning or by number";
    DONE "打卡成功" "You have checked in";
    DONE_NOTE "印章已收入“我的打卡”。" "The stamp is in your collection.";
    SEE_STAMPS "我的打卡" "My stamps";
    SEE_ACTIVITY "活动详情" "About the activity";
    UNKNOWN "没有这个打卡点" "There is no such point";
    UNKNOWN_HINT "活动可能已经下架，或地址不完整，请重新扫码。" "The activity may have been taken down, or the address is incomplete; scan again.";
    OPENS_AT "{0} 开始打卡" "Opens at {0}";
    OVER_SINCE "打卡已于 {0} 结束" "Checking in ended at {0}";
    STOPPED "主办单位已停止打卡" "The organiser has closed this point";
    // stamps
    STAMPS "我的打卡" "My stamps";
    STAMPS_LEAD "只有您自己看得到。主办单位只看到到场人数。" "Only you see them; organisers see how many came.";
    STAMPS_NONE "还没有印章" "No stamp yet";
    STAMPS_NONE_HINT "到活动现场扫描二维码，就会留下一枚。" "Scan the code at an activity to get one.";
    // beside what is reported
    COUNTED "现场核验：{0} 人次，{1} 人" "Counted on the spot: {0} {0|visit|visits} by {1} {1|person|people}";
    COUNTED_NOTE "由打卡得出，只计打卡的人，供与填报人数对照。" "From check-ins, of those who checked in; to compare with what is reported.";
}

pub const fn state(state: PointState) -> Text {
    match state {
        PointState::NotYet => STATE_NOT_YET,
        PointState::Open => STATE_OPEN,
        PointState::Over => STATE_OVER,
        PointState::Closed => STATE_CLOSED,
    }
}
