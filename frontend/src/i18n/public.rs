//! Texts of the public portal.

super::texts! {
    HOME_TITLE "发现身边的科普活动" "Find science activities near you";
    HOME_LEAD "展览、讲座、实验、参观……全国各地的科普活动，一处查询。" "Exhibitions, lectures, experiments, visits: activities all over the country in one place.";
    LIST_TITLE "科普活动" "Science activities";
    SHOW_TITLE "活动详情" "Activity";
}
