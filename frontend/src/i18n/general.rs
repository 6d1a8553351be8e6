//! Texts of the frame around pages, and those that every page uses.

super::texts! {
    SITE "科普活动平台" "Science Popularization Activities";
    /// In the header, where there is little room.
    BRAND "科普活动平台" "Science activities";
    SKIP "跳到正文" "Skip to content";
    MENU "菜单" "Menu";
    NAV "主导航" "Main navigation";
    HOME "首页" "Home";
    ACTIVITIES "活动" "Activities";
    MY_ACTIVITIES "我的活动" "My activities";
    MY_ORGANIZATIONS "我的单位" "My organisations";
    REVIEW "审核" "Review";
    ACCOUNT "账号" "Account";
    SIGN_IN "登录" "Sign in";
    SIGN_OUT "退出登录" "Sign out";
    SIGNED_OUT "已退出登录" "You are signed out";
    /// The name of the other language, in that language.
    OTHER_LANGUAGE "English" "中文";
    LARGE_TYPE "大字" "Large type";
    LARGE_TYPE_ON "大字版（已开启）" "Large type (on)";
    FOOTER_ABOUT "面向公众的科普活动查询与填报服务" "Find science activities near you, or file your own";
    FOOTER_PUBLIC "公众服务" "For everyone";
    FOOTER_ORGANIZERS "主办单位" "For organisers";
    FOOTER_DEMO "演示环境，数据为样例" "Demonstration with sample data";
    DEMO_DATE "演示日期：{0}" "Demonstration date: {0}";
    DEMO_ONE_DAY "快进 1 天" "One day on";
    DEMO_ONE_WEEK "快进 7 天" "One week on";
    FOOTER_API "开放接口" "Open API";
    DESIGN "设计规范" "Design system";
    NOT_FOUND "没有找到这个页面" "There is no such page";
    NOT_FOUND_HINT "地址可能有误，或内容已被移除。" "The address may be wrong, or the content was removed.";
    BACK_HOME "返回首页" "Back to the start";
    BACK "返回" "Back";
    SAVE "保存" "Save";
    CANCEL "取消" "Cancel";
    CLOSE "关闭" "Close";
    CONFIRM "确定" "Confirm";
    SEARCH "搜索" "Search";
    CLEAR "清除" "Clear";
    ALL "全部" "All";
    REQUIRED "必填" "required";
    LOADING "正在加载" "Loading";
    RETRY "重试" "Try again";
    LOAD_FAILED "没能加载" "This could not be loaded";
    LOAD_MORE "加载更多" "Load more";
    SHOWN "已显示 {0} 项" "{0} shown";
    ALL_SHOWN "已显示全部" "That is all";
    UNREACHABLE "没有网络，无法打开这个页面" "No connection: this page cannot be opened";
    UNREACHABLE_HINT "连接网络后重试，或查看收藏的活动。" "Try again once you are connected, or read what you have saved.";
    NO_CONNECTION "当前没有网络。收藏的活动仍可查看。" "No connection at the moment. What you have saved can still be read.";
    OFFLINE "网络连接中断，请检查网络后重试" "No connection; check the network and try again";
    FAULTS "有 {0} 处需要修改" "{0} {0|field needs|fields need} attention";
    SAVED "已保存" "Saved";
    COPIED "链接已复制" "Link copied";
    NO_MATCH "没有匹配的选项" "No matching option";
    TYPE_TO_SEARCH "输入文字查找" "Type to search";
    MATCHES "{0} 个选项，用上下键选择" "{0} {0|option|options}; use the arrow keys";
    PLEASE_CHOOSE "请选择" "Please choose";
    SIGN_IN_NEEDED "请先登录" "Please sign in first";
    SIGN_IN_NEEDED_HINT "登录后即可继续。" "You can go on once you are signed in.";
    NOT_ALLOWED "您没有查看此页的权限" "You may not see this page";
    NOT_ALLOWED_HINT "如需办理，请联系所在单位或地区的管理员。" "Ask the administrator of your organisation or region.";
    BREADCRUMB "当前位置" "You are here";
    UNREADABLE "服务器的回答无法识别，请刷新页面后重试" "The server's answer could not be read; reload the page";
    REFERENCE_NUMBER "问题编号：{0}" "Reference: {0}";
}
