//! Texts of reviewing.

super::texts! {
    QUEUE "待审核" "To review";
    QUEUE_EMPTY "没有待审核的活动" "Nothing is waiting for review";
    QUEUE_EMPTY_HINT "新提交的活动会出现在这里，等待最久的排在最前。" "New submissions appear here, the longest waiting first.";
    SHOW "审核活动" "Review an activity";
    WAITING_SINCE "提交于 {0}" "Submitted {0}";
    REVISION "第 {0} 次提交" "Submission {0}";
    APPROVE "通过" "Approve";
    REJECT "退回修改" "Send back";
    APPROVED_NATION "已通过，转全国审批" "Approved; it goes to the national stage";
    APPROVED_FINAL "已通过，现已向公众公布" "Approved; it is public now";
    APPROVED "已通过" "Approved";
    REJECTED "已退回" "Sent back";
    REJECT_TITLE "退回修改" "Send back";
    REJECT_HINT "说明需要修改什么，填报单位会看到。" "Say what needs to change; the organiser reads it.";
    TEMPLATES "常用意见" "Often used";
    TEMPLATE_TIME "活动时间需核对，请确认后重新提交。" "Please check the dates and submit again.";
    TEMPLATE_NAME "单位全称与公章不一致，请更正。" "The organisation's name differs from its seal; please correct it.";
    TEMPLATE_DETAIL "活动内容过于简略，请补充主题、内容和预期效果。" "The description is too short; add theme, content and expected effect.";
    TEMPLATE_POSTER "宣传图不清晰或与活动无关，请更换。" "The poster is unclear or unrelated; please replace it.";
    TAKE_DOWN "下架" "Take down";
    TAKE_DOWN_TITLE "下架这项活动？" "Take this activity down?";
    TAKEN_DOWN "已下架" "Taken down";
    RESTORE "恢复公布" "Restore";
    RESTORE_TITLE "恢复公布这项活动？" "Show this activity again?";
    RESTORED "已恢复公布" "Restored";
    DECIDED_ELSEWHERE "这项活动刚刚被其他人处理，已载入最新状态" "Somebody else has just decided on it; the latest state is shown";
    NEXT "下一项" "Next";
    STAGE_CITY "市级初审" "City stage";
    STAGE_PROVINCE "省级审核" "Province stage";
    STAGE_NATIONAL "全国审核" "National stage";
}
