//! Texts of the resource library.

super::texts! {
    TITLE "科普资源库" "Resource library";
    MENU "资源库" "Resources";
    LEAD "由各地科普活动转化而来的展览、报告、路线和视频，可供学校、社区和场馆使用。" "Exhibitions, lectures, routes and films that came of activities, for schools, communities and venues to use.";
    // kinds
    KIND "资源类型" "Kind";
    EXHIBITION "精品展览" "Exhibition";
    LECTURE "科普报告" "Lecture";
    ACTIVITY "特色亮点活动" "Outstanding activity";
    ROUTE "科普研学路线" "Study route";
    VIDEO "科普视频" "Film";
    MAP "科普地图" "Guide to places";
    OTHER "其他" "Other";
    // licences
    LICENCE "使用许可" "Licence";
    CC_BY_4 "知识共享 署名 4.0" "Creative Commons BY 4.0";
    CC_BY_4_TEXT "可自由使用、改编，也可商用，须注明提供单位。" "Use, change and sell it freely; name who made it.";
    CC_BY_NC_4 "知识共享 署名—非商业 4.0" "Creative Commons BY-NC 4.0";
    CC_BY_NC_4_TEXT "可用于非商业用途，可改编，须注明提供单位。" "Use and change it, but not for money; name who made it.";
    CC_BY_ND_4 "知识共享 署名—禁止演绎 4.0" "Creative Commons BY-ND 4.0";
    CC_BY_ND_4_TEXT "可原样使用和传播，不得改编，须注明提供单位。" "Use and share it unchanged; name who made it.";
    CC0 "公共领域（CC0）" "Public domain (CC0)";
    CC0_TEXT "放弃权利，任何人可不附条件使用。" "No rights kept: anybody may use it for anything.";
    FREE_FOR_SCIENCE_POPULARIZATION "仅限公益科普活动免费使用" "Free for non-profit science outreach";
    FREE_TEXT "仅可免费用于公益科普活动，其他用途须另行取得同意。" "Free in non-profit science outreach only; ask for anything else.";
    ON_REQUEST "联系提供单位" "Ask the organisation";
    ON_REQUEST_TEXT "使用前请按介绍中的方式联系提供单位，取得同意后使用。" "Contact the organisation as described and use it once it agrees.";
    LICENCE_MORE "许可全文" "The licence in full";
    // the library
    RECOMMENDED "省级推荐" "Recommended by the province";
    FEATURED "国家精选" "National selection";
    ONLY_RECOMMENDED "只看推荐" "Recommended only";
    SORT_NEWEST "最新公开" "Newest";
    SORT_VIEWS "浏览最多" "Most viewed";
    SORT_REUSES "使用最多" "Most used";
    SORT_RECOMMENDED "推荐优先" "Recommended first";
    NONE "没有找到符合条件的资源" "No resource matches";
    NONE_HINT "试试减少筛选条件，或换一个关键词。" "Try fewer filters or other words.";
    COUNTS "浏览 {0} · 分享 {1} · 使用 {2}" "{0} views · {1} shares · {2} uses";
    PROVIDER "提供单位" "Offered by";
    SOURCE "来源活动" "Comes of the activity";
    ABOUT "资源介绍" "About it";
    DOCUMENTS "资料下载" "Files";
    OPEN_LINK "打开资源链接" "Open the link";
    LINK_DEAD "最近一次检查时链接无法打开，建议先联系提供单位。" "The link did not open when it was last tried; ask the organisation first.";
    PUBLISHED "公开于 {0}" "Public since {0}";
    USED_BY "谁在使用" "Who uses it";
    USED_BY_LINE "{0} · {1} · {2} 人次" "{0} · {1} · {2} people";
    REACHED "累计惠及 {0} 人次" "{0} people reached so far";
    REPORT_USE "登记使用" "Note your use";
    // noting a use
    USE_LEAD "本单位在活动中使用了这项资源？登记后计入使用次数，并告知提供单位。" "Did your organisation use it in an activity? It is then counted, and whoever offers it is told.";
    USE_ACTIVITY "在哪项活动中使用" "In which activity";
    USE_ACTIVITY_HINT "本单位已通过审核的活动" "An approved activity of your organisation";
    USED_ON "使用日期" "On";
    PARTICIPANTS "惠及人次" "People reached";
    USE_SEND "登记" "Note it";
    USE_DONE "已登记使用" "Your use is noted";
    NO_ACTIVITY "还没有已通过审核的活动" "There is no approved activity yet";
    NO_ACTIVITY_HINT "先填报活动，通过审核后即可登记。" "File one first; once approved, its use of a resource can be noted.";
    // one's own
    MINE "我的资源" "My resources";
    MINE_EMPTY "还没有科普资源" "No resources yet";
    MINE_EMPTY_HINT "打开一项已通过审核的活动，点“转为科普资源”。" "Open an approved activity and press “Make it a resource”.";
    BEGIN "转为科普资源" "Make it a resource";
    UNTITLED "未命名资源" "Untitled resource";
    FORM "填写科普资源" "Describe the resource";
    NAME "资源名称" "Name";
    DESCRIPTION "资源介绍" "Description";
    DESCRIPTION_HINT "是什么、怎样借用或使用、适合谁；不要写个人手机号和邮箱" "What it is, how it is borrowed or used, for whom; no mobile numbers or e-mail addresses";
    AUDIENCES "适用对象" "For whom";
    FIELDS "学科领域" "Fields";
    PHOTOS "图片" "Pictures";
    PHOTOS_HINT "jpg、png，最多 12 张，第一张作封面；没有图片时使用活动宣传图" "jpg or png, up to 12; the first is the cover, else the activity's poster";
    VIDEOS "视频" "Films";
    VIDEOS_HINT "mp4、mov，最多 5 个" "mp4 or mov, up to 5";
    FILES "资料文件" "Files";
    FILES_HINT "课件、方案、清单等，pdf、docx、xlsx、jpg、png，最多 10 个" "Slides, plans, lists: pdf, docx, xlsx, jpg, png, up to 10";
    URL "资源链接" "Link";
    URL_HINT "以 https:// 开头；文件和链接至少有一项" "Starting with https://; a file or a link is needed";
    HOLDS_RIGHTS "本单位拥有上述资源的权利或已获授权，同意按所选许可提供" "The organisation holds the rights or was given them, and offers it under this licence";
    SUBMIT "提交审核" "Hand in for review";
    SUBMITTED_NOW "已提交，审核后公开" "Handed in; it is public once reviewed";
    WITHDRAW "撤回" "Withdraw";
    WITHDRAW_TEXT "撤回后不再公开展示，可修改后重新提交。推荐标记随之取消。" "It is shown no more; change it and hand it in again. Its recommendation ends.";
    WITHDRAWN_NOW "已撤回" "Withdrawn";
    DELETE "删除草稿" "Delete the draft";
    DELETE_TEXT "删除后不能恢复。" "It cannot be brought back.";
    DELETED "已删除" "Deleted";
    PUBLIC_PAGE "公开页面" "Public page";
    HIDDEN "来源活动未公开，暂不展示" "Not shown while its activity is not public";
    RETURNED_WHY "退回原因：{0}" "Sent back: {0}";
    HISTORY "办理记录" "What happened";
    // states
    STATUS_DRAFT "草稿" "Draft";
    STATUS_SUBMITTED "待审核" "To be reviewed";
    STATUS_RETURNED "已退回" "Sent back";
    STATUS_OFFERED "已公开" "Public";
    STATUS_WITHDRAWN "已撤下" "Withdrawn";
    // reviewers
    DESK "科普资源审核" "Reviewing resources";
    DESK_EMPTY "这里没有资源" "Nothing here";
    STATUSES "按状态查看" "By state";
    OPEN "查看" "Open";
    PUBLISH "公开" "Publish";
    RETURN "退回" "Send back";
    FEATURE "列为国家精选" "Select nationally";
    DECLINE "不列入精选" "Decline";
    REASON "原因" "Reason";
    DONE "已办理" "Done";
    CHOOSE "选择：{0}" "Choose: {0}";
    BATCH "推荐批次名称" "Name of the batch";
    BATCH_HINT "如：第一批" "Such as: first batch";
    RECOMMEND "向全国推荐所选 {0} 项" "Recommend the {0} chosen";
    NOT_RECOMMENDED "以下各项未能推荐，请处理后重试：" "These were not recommended:";
    RECOMMENDED_NOW "已推荐 {0} 项，{1} 项未能推荐" "{0} recommended, {1} not";
}
