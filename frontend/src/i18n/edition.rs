//! Texts of setting up an edition.

super::texts! {
    TITLE "届次设置" "Editions";
    EDITION "届次" "Edition";
    EDITION_LOCKED "先保存或放弃修改，再切换届次" "Save or discard before you change the edition";
    CURRENT "{0}（当前）" "{0} (current)";
    CITY_REVIEW "市级初审" "City review";
    CITY_REVIEW_LEAD "列表中的地区，活动提交后先由市级管理员初审，再转省级审核。选省份表示全省各市。" "Where a region is listed, its city looks at a filing before the province does. A province stands for all its cities.";
    CITY_REVIEW_NONE "目前各地都不设市级初审。" "No region has a city review at the moment.";
    ADD_REGION "添加地区" "Add a region";
    ADD "添加" "Add";
    REMOVE "移除{0}" "Remove {0}";
    CHOOSE_REGION "请选择省份或城市" "Choose a province or a city";
    COVERED "已包含在{0}中" "Already covered by {0}";
    CARRY_OVER "沿用上级前已通过的审核" "Earlier approvals carry over";
    CARRY_OVER_HINT "开启后，被上一级退回的活动修改后重新提交时，已通过的环节不再重审，直接回到退回它的环节。关闭时，每次提交都从第一个环节开始。" "When on, a filing sent back by a later stage returns to that stage after it was changed; stages it had passed are not repeated. When off, every submission begins with the first stage.";
    PROCESS "审核流程" "Review process";
    REASONS "退回理由模板" "Reasons for sending back";
    REASONS_LEAD "审核人员退回活动时可以直接选用；前九条可按数字键 1–9 选择。" "Reviewers choose from these when they send a filing back; the number keys 1–9 pick the first nine.";
    REASONS_NONE "还没有模板。" "There is none yet.";
    REASON "第 {0} 条" "Reason {0}";
    REASON_TITLE "简称" "Short name";
    REASON_TITLE_HINT "显示在选择列表中，几个字即可" "What the list shows: a few characters";
    REASON_TEXT "理由全文" "Text";
    ADD_REASON "添加模板" "Add a reason";
    MOVE_UP "上移第 {0} 条" "Move reason {0} up";
    MOVE_DOWN "下移第 {0} 条" "Move reason {0} down";
    REMOVE_REASON "移除第 {0} 条" "Remove reason {0}";
    MOVED "现在是第 {0} 条" "It is number {0} now";
    UNSAVED "有修改尚未保存" "Changes not saved yet";
    SAVED_ALL "已全部保存" "Everything is saved";
    DISCARD "放弃修改" "Discard";
    SAVED "本届设置已保存" "The settings are saved";
    CONFLICT "本届设置刚刚被他人修改" "Somebody else has just changed this edition";
    CONFLICT_TEXT "可以载入最新内容，或在最新内容上保留您的修改，核对后再次保存。" "Load the latest, or keep your changes on top of it, look at them and save again.";
    CONFLICT_KEEP "保留我的修改" "Keep my changes";
    CONFLICT_LOAD "载入最新内容" "Load the latest";
}
