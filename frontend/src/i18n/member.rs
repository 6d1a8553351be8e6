//! Texts of the members of an organisation.

super::texts! {
    MEMBERS "成员" "Members";
    ADMINS "单位管理员 {0}/{1}" "Administrators {0}/{1}";
    ADMINS_NONE "还没有单位管理员，加入申请由主管科协审批" "No administrator yet: the officials decide on requests";
    NONE "还没有成员" "No members yet";
    YOU "您" "You";
    SINCE "{0} 加入" "Joined {0}";
    ASKED_AT "{0} 申请" "Asked {0}";
    // requests
    REQUESTS "加入申请" "Requests to join";
    REQUESTS_COUNT "{0} 人申请加入" "{0} ask to join";
    NO_NOTE "未填写说明" "Nothing said";
    APPROVE "同意" "Approve";
    APPROVE_OF "同意{0}加入" "Approve {0}";
    APPROVE_LEAD "加入后可以为本单位填报活动。" "They can then file for the organisation.";
    APPROVED "{0}已加入" "{0} has joined";
    REFUSE "不同意" "Refuse";
    REFUSE_OF "不同意{0}加入" "Refuse {0}";
    REFUSE_LEAD "请说明原因，申请人会看到。" "Say why; they read it.";
    REFUSED "已告知申请人" "They are told";
    REFUSE_STRANGER "非本单位人员" "Not of this organisation";
    REFUSE_STRANGER_TEXT "经核实，您不是本单位人员。" "You are not of this organisation.";
    REFUSE_UNCLEAR "身份待说明" "Who you are is unclear";
    REFUSE_UNCLEAR_TEXT "请在申请说明中写明姓名、部门和负责的工作，再次申请。" "Please give your name, department and duties, and ask again.";
    REFUSE_OTHER "请联系同事" "Ask a colleague";
    REFUSE_OTHER_TEXT "本单位填报由专人负责，请与科普部门联系。" "Filing is done by others here; please talk to them.";
    // roles
    ROLE "角色" "Role";
    ROLE_ORGANIZER "活动填报员：为本单位填报活动" "Organiser: files for the organisation";
    ROLE_ADMIN "单位管理员：还可修改信息、管理成员" "Administrator: also edits it and manages members";
    ROLE_HAND_OVER "移交：由其担任管理员，我改为填报员" "Hand over: they administer, I become an organiser";
    ROLE_FULL "单位管理员已满 {0} 人" "There are {0} {0|administrator|administrators} already";
    CHANGE "调整角色" "Change role";
    CHANGE_OF "调整{0}的角色" "Change the role of {0}";
    CHANGED "角色已调整" "The role is changed";
    HANDED_OVER "已移交给{0}，您现在是活动填报员" "Handed over to {0}; you are an organiser now";
    LET_GO "移出" "Let go";
    LET_GO_OF "移出{0}" "Let {0} go";
    LET_GO_TITLE "将{0}移出本单位？" "Let {0} go?";
    LET_GO_TEXT "移出后不能再为本单位填报；已填报的活动不受影响。" "They can no longer file for it; what they filed stays.";
    GONE "{0}已移出" "{0} is no longer a member";
    LEAVE "退出单位" "Leave";
    LEAVE_TITLE "退出“{0}”？" "Leave “{0}”?";
    LEAVE_TEXT "退出后不能再为该单位填报或查看其草稿。需要时可重新申请加入。" "You can no longer file for it or see its drafts. You can ask to join again.";
    LEAVE_LAST "您是唯一的单位管理员。请先通过“调整角色”将管理员移交给其他成员。" "You are its only administrator. Hand over to another member first, by “Change role”.";
    LEFT "已退出“{0}”" "You have left “{0}”";
    // joining
    JOIN "申请加入" "Ask to join";
    JOIN_TITLE "申请加入“{0}”" "Ask to join “{0}”";
    JOIN_LEAD "由该单位管理员审批；没有管理员的，由主管科协审批。结果以消息告知。" "Its administrators decide, or the officials where there is none. A message tells you.";
    JOIN_NOTE "申请说明" "About you";
    JOIN_NOTE_HINT "姓名、部门、负责的工作，便于对方核实" "Your name, department and duties";
    JOIN_SENT "申请已发送" "Your request is sent";
    JOIN_CARD "加入本单位" "Join this organisation";
    JOIN_CARD_LEAD "加入后可以为本单位填报活动。" "Members can file for it.";
    ASKED "您已申请加入，等待审批" "You have asked to join";
    ASKED_HINT "审批后会以消息告知。" "A message will tell you.";
    TAKE_BACK "撤回申请" "Take it back";
    TAKEN_BACK "申请已撤回" "Your request is taken back";
}
