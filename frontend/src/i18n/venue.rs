//! Texts of science venues.

use domain::venue::{Accessibility, Admission};

use super::Text;

super::texts! {
    LIST "科普阵地" "Science venues";
    LEAD "科技馆、科普教育基地、社区科普场馆：在哪里、几点开、怎么进。" "Museums, bases and community halls of science: where they are, when they open, how to get in.";
    SEARCH "搜索场馆、地址或地区" "Search for venues, addresses or regions";
    OPEN_NOW "现在开放" "Open now";
    KIND "阵地类型" "Kind";
    ANY_KIND "全部类型" "Any kind";
    ACCESSIBILITY "无障碍与便民设施" "Accessibility";
    NOTHING "没有找到符合条件的科普阵地" "No venue matches";
    NOTHING_HINT "试试减少筛选条件，或扩大地区。" "Try fewer filters or a wider region.";
    // opening
    OPEN_UNTIL "开放中，至 {0}" "Open until {0}";
    OPEN_ALWAYS "全天开放" "Always open";
    OPENS_AT "今日 {0} 开放" "Opens today at {0}";
    CLOSED_TODAY "现已闭馆" "Closed now";
    CLOSED_DAY "闭馆" "Closed";
    HOURS "开放时间" "Opening hours";
    HOURS_UNKNOWN "未公布固定开放时间，请先咨询。" "No regular hours are given; please ask first.";
    HOURS_BY_WEEK "按每周固定时间显示，节假日以场馆通知为准。" "By its weekly hours; on holidays the venue's own notice counts.";
    // the page
    SHOW "科普阵地" "Science venue";
    ADDRESS "地址" "Address";
    ADMISSION "入场方式" "Admission";
    PHONE "咨询电话" "Phone";
    KEPT_BY "所属单位" "Kept by";
    INTRODUCTION "简介" "About";
    BOOK "前往预约" "Book a visit";
    ACTIVITIES "近期活动" "Coming activities";
    // keeping
    OWN "本单位科普阵地" "Venues of the organisation";
    OWN_LEAD "单位通过认证后，这里的阵地向公众公开。" "Once the organisation is certified, everybody sees the venues that stand here.";
    OWN_NONE "还没有科普阵地" "No venue yet";
    OWN_NONE_HINT "添加对公众开放的场馆、展厅或基地。" "Add a museum, hall or base that is open to the public.";
    NEW "添加科普阵地" "Add a venue";
    EDIT "编辑科普阵地" "Edit the venue";
    NAME "阵地名称" "Name";
    POSITION_PART "位置" "Where it is";
    VISIT_PART "开放与入场" "Opening and admission";
    MORE_PART "介绍与联系" "About and contact";
    HOURS_LINE "开放时间第 {0} 行" "Hours, line {0}";
    ADD_HOURS "添加开放时间" "Add hours";
    DAYS "星期" "Days";
    OPENS "开放" "Opens";
    CLOSES "关闭" "Closes";
    CLOCK_HINT "如 09:00" "Such as 09:00";
    CLOSES_HINT "最晚 24:00；跨过零点的，在第二天再加一行" "Up to 24:00; what goes on after midnight is a line of the next day";
    HOURS_NOTE "开放说明" "Note on the hours";
    HOURS_NOTE_HINT "节假日、闭馆日等" "Holidays, closing days";
    PHONE_HINT "对公众公开，只填座机或服务热线；个人手机号、身份证号不能公开" "It becomes public: a landline or a hotline; nobody's own number is taken";
    BOOKING "预约链接" "Booking link";
    SAVED "已保存" "Saved";
    DELETE "删除阵地" "Delete the venue";
    DELETE_TITLE "删除这个科普阵地？" "Delete this venue?";
    DELETE_TEXT "删除后公众不再看到它，经过它的研学路线会自动略过。" "Nobody sees it any more, and routes lead past it.";
    DELETED "已删除" "Deleted";
    PUBLIC "公开" "Public";
    NOT_PUBLIC "未公开：单位尚未认证" "Not public: the organisation is not certified";
    HIDDEN "已下架" "Taken down";
    HIDDEN_WHY "已被下架：{0}。修改后请联系所在地科协恢复展示。" "Taken down: {0}. Mend it and ask the officials of its region to show it again.";
    SEE_PUBLIC "查看公开页面" "See the public page";
    // watching
    WATCH "辖区内的科普阵地" "Venues of the region";
    WATCH_LEAD "发现信息有误或不宜公开的，可以下架，单位会收到原因。" "What is wrong or should not be public can be taken down; the organisation is told why.";
    ONLY_HIDDEN "只看已下架" "Only those taken down";
    HIDE "下架" "Take down";
    HIDE_TITLE "下架这个科普阵地？" "Take this venue down?";
    RESTORE "恢复展示" "Show again";
    RESTORE_TITLE "恢复展示这个科普阵地？" "Show this venue again?";
    REASON "说明原因（单位会看到）" "Reason, for the organisation to read";
    JUDGED "已处理，单位会收到消息" "Done; the organisation is told";
}

/// From Monday to Sunday.
pub const DAY_NAMES: [Text; 7] = [
    Text {
        zh: "周一",
        en: "Mon",
    },
    Text {
        zh: "周二",
        en: "Tue",
    },
    Text {
        zh: "周三",
        en: "Wed",
    },
    Text {
        zh: "周四",
        en: "Thu",
    },
    Text {
        zh: "周五",
        en: "Fri",
    },
    Text {
        zh: "周六",
        en: "Sat",
    },
    Text {
        zh: "周日",
        en: "Sun",
    },
];

pub const fn admission(admission: Admission) -> Text {
    match admission {
        Admission::Free => Text {
            zh: "免费",
            en: "Free",
        },
        Admission::Paid => Text {
            zh: "收费",
            en: "Paid",
        },
        Admission::Reservation => Text {
            zh: "须预约",
            en: "By reservation",
        },
    }
}

pub const fn accessibility(what: Accessibility) -> Text {
    match what {
        Accessibility::StepFreeEntrance => Text {
            zh: "无障碍出入口",
            en: "Step-free entrance",
        },
        Accessibility::AccessibleToilet => Text {
            zh: "无障碍卫生间",
            en: "Accessible toilet",
        },
        Accessibility::Elevator => Text {
            zh: "电梯",
            en: "Lift",
        },
        Accessibility::Wheelchair => Text {
            zh: "轮椅借用",
            en: "Wheelchairs to borrow",
        },
        Accessibility::GuideDog => Text {
            zh: "导盲犬可入内",
            en: "Guide dogs welcome",
        },
        Accessibility::SignLanguage => Text {
            zh: "手语服务",
            en: "Sign language",
        },
        Accessibility::Braille => Text {
            zh: "盲文说明",
            en: "Braille",
        },
        Accessibility::Parking => Text {
            zh: "停车场",
            en: "Parking",
        },
        Accessibility::NursingRoom => Text {
            zh: "母婴室",
            en: "Nursing room",
        },
    }
}
