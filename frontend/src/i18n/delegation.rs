//! Texts of standing in for one another.

super::texts! {
    TITLE "休假委托" "Standing in while on leave";
    LEAD "休假期间，可请同省的一位管理人员代您审核。到期自动结束，也可以提前结束。" "While you are away, an official of the same province can review in your place. It ends by itself, or earlier if you wish.";
    NEW "委托他人代办" "Ask somebody to stand in";
    PHONE "代办人手机号" "Their mobile number";
    PHONE_HINT "须是同省的管理人员" "An official of the same province";
    STARTS "开始时间" "From";
    ENDS "结束时间" "Until";
    TIME_HINT "北京时间，最长 {0} 天" "Beijing time, at most {0} {0|day|days}";
    SEND "确认委托" "Confirm";
    MADE "已委托{0}代办" "{0} will stand in for you";
    NONE "目前没有委托" "Nobody stands in at the moment";
    /// Those whom one asked.
    BY_ME "为我代办" "Standing in for me";
    /// Those for whom one stands in.
    FOR_ME "委托我代办" "I stand in for";
    ACTIVE "生效中" "In force";
    LATER "未开始" "Not begun";
    OVER "已结束" "Over";
    END "提前结束" "End now";
    END_TITLE "提前结束委托？" "End this now?";
    END_TEXT "结束后，{0}将不能再代您审核。" "{0} will no longer be able to review in your place.";
    ENDED "委托已结束" "It has ended";
}
