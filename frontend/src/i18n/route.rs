//! Texts of themed routes.

use domain::route::RouteStatus;

use super::Text;

super::texts! {
    LIST "科普研学路线" "Science routes";
    LEAD "各地科协推荐的路线：走哪几处科普阵地，各停留多久。" "Recommended by the officials of each region: which venues to visit, and for how long.";
    SEARCH "搜索路线、主题或地区" "Search for routes, themes or regions";
    NOTHING "没有找到符合条件的路线" "No route matches";
    NOTHING_HINT "换一个地区或关键词试试。" "Try another region or other words.";
    STOPS "{0} 处" "{0} {0|stop|stops}";
    SHOW "科普研学路线" "Science route";
    STOP_MINUTES "停留约 {0} 分钟" "About {0} {0|minute|minutes}";
    LEG "约 {0} 千米，步行或公交约 {1} 分钟" "About {0} km, {1} {1|minute|minutes} on foot or by bus";
    TOTAL "全程约 {0} 小时，路上约 {1} 千米" "About {0} {0|hour|hours} in all, {1} km on the way";
    ESTIMATE "路程和时间为估算，以实际为准。" "Ways and times are estimates.";
    LEFT_OUT "有 {0} 处暂不开放展示，已略过。" "{0} {0|stop is|stops are} not shown at the moment and left out.";
    AUDIENCES "适合人群" "For";
    // making
    OWN "辖区的科普研学路线" "Routes of the region";
    OWN_LEAD "把已公开的科普阵地连成路线，发布后公众可以查到。" "Lead visitors from venue to venue; everybody finds what is published.";
    OWN_NONE "还没有路线" "No route yet";
    OWN_NONE_HINT "新建一条，选 2 至 20 处阵地。" "Make one of 2 to 20 venues.";
    NEW "新建路线" "New route";
    EDIT "编辑路线" "Edit the route";
    TITLE "路线名称" "Title";
    THEME "主题" "Theme";
    THEME_HINT "如航天、海洋、工业" "Space, the sea, industry";
    REGION "所在地区" "Region";
    INTRODUCTION "路线介绍" "About the route";
    STOPS_PART "途经阵地" "Stops";
    STOP "第 {0} 处" "Stop {0}";
    VENUE "科普阵地" "Venue";
    VENUE_HINT "输入名称，从已公开的阵地中选择" "Type its name and choose among the public venues";
    VENUE_GONE "该阵地已不公开，请更换或移出" "This venue is not public any more; replace or remove it";
    NOTE "看什么、做什么" "What to see or do";
    MINUTES "停留时间" "Time to stay";
    MINUTES_UNIT "分钟" "minutes";
    ADD_STOP "添加一处" "Add a stop";
    UP "上移" "Move up";
    DOWN "下移" "Move down";
    SAVE "保存" "Save";
    SAVED "已保存" "Saved";
    PUBLISH "发布" "Publish";
    PUBLISHED "已发布，公众可以查到" "Published for everybody";
    WITHDRAW "撤回" "Withdraw";
    WITHDRAW_TITLE "撤回这条路线？" "Withdraw this route?";
    WITHDRAW_TEXT "撤回后公众不再看到，也不能再次发布；需要时请新建。" "Nobody sees it any more, and it cannot be published again; make a new one instead.";
    WITHDRAWN "已撤回" "Withdrawn";
    DELETE "删除" "Delete";
    DELETE_TITLE "删除这条路线？" "Delete this route?";
    DELETE_TEXT "删除后不能找回。" "It cannot be brought back.";
    DELETED "已删除" "Deleted";
    STATUS_DRAFT "草稿" "Draft";
    STATUS_PUBLISHED "已发布" "Published";
    STATUS_WITHDRAWN "已撤回" "Withdrawn";
    MENU "阵地与路线" "Venues and routes";
}

pub const fn status(status: RouteStatus) -> Text {
    match status {
        RouteStatus::Draft => STATUS_DRAFT,
        RouteStatus::Published => STATUS_PUBLISHED,
        RouteStatus::Withdrawn => STATUS_WITHDRAWN,
    }
}
